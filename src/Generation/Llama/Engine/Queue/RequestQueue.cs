namespace RagDocs.Generation.Llama.Engine.Queue;

/// <summary>
/// Requests that wait: bounded, first come first served within one asker, in turn between askers (round robin), so that
/// somebody with one question never waits behind all questions of somebody with many. Safe to call from any thread.
/// </summary>
/// <param name="capacity">Requests that may wait when no place is free.</param>
internal sealed class RequestQueue<T>(int capacity)
    where T : QueuedRequest
{
    private readonly Lock _lock = new();

    /// <summary>One line for each asker who waits, the next to be served first.</summary>
    private readonly List<(string Asker, List<T> Requests)> _lines = [];
    private int _count;

    /// <summary>So many at the head only pass through: they are not told that they wait.</summary>
    private int _passing;

    public int Count => Volatile.Read(ref _count);

    /// <summary>False when the queue is full.</summary>
    /// <param name="freePlaces">Requests that could start at once: what only passes through the queue does not count as waiting.</param>
    public bool TryAdd(T request, int freePlaces)
    {
        lock (_lock)
        {
            if (_count >= capacity + freePlaces)
                return false;

            var line = _lines.FindIndex(l => l.Asker == request.Asker);
            if (line < 0)
                _lines.Add((request.Asker, [request]));
            else
                _lines[line].Requests.Add(request);
            _count++;
            _passing = freePlaces;
            TellPlaces();
            return true;
        }
    }

    /// <summary>Nobody can start now: whoever is here waits, and is told where.</summary>
    public void TellWaiting()
    {
        if (Count == 0)
            return;
        lock (_lock)
        {
            _passing = 0;
            TellPlaces();
        }
    }

    /// <summary>Who is served next; stays in the queue.</summary>
    public T? Next()
    {
        lock (_lock)
            return _lines.Count == 0 ? null : _lines[0].Requests[0];
    }

    /// <summary>Takes a request out to serve it, and gives its asker the last turn. False when it left meanwhile.</summary>
    public bool Take(T request) => Remove(request, served: true);

    /// <summary>Takes a request out that is not wanted any more; its asker keeps the turn. False when it is not waiting.</summary>
    public bool Remove(T request) => Remove(request, served: false);

    /// <summary>Takes everything out.</summary>
    public IReadOnlyList<T> Clear()
    {
        lock (_lock)
        {
            var all = _lines.SelectMany(line => line.Requests).ToList();
            _lines.Clear();
            _count = 0;
            return all;
        }
    }

    private bool Remove(T request, bool served)
    {
        lock (_lock)
        {
            var at = _lines.FindIndex(l => l.Asker == request.Asker);
            if (at < 0 || !_lines[at].Requests.Remove(request))
                return false;

            _count--;
            var line = _lines[at];
            if (served || line.Requests.Count == 0)
                _lines.RemoveAt(at);
            if (served && line.Requests.Count > 0)
                _lines.Add(line);
            if (served && _passing > 0)
                _passing--;
            TellPlaces();
            return true;
        }
    }

    /// <summary>The order of service is: everybody's first, then everybody's second, and so on.</summary>
    private void TellPlaces()
    {
        var place = 0;
        for (var round = 0; place < _count; round++)
        {
            foreach (var (_, requests) in _lines)
            {
                if (round >= requests.Count)
                    continue;
                place++;
                var request = requests[round];
                if (request.Place == place || place <= _passing)
                    continue;
                request.Place = place;
                request.PlaceChanged(place);
            }
        }
    }
}
