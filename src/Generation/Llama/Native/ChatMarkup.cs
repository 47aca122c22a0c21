using System.Text;

namespace RagDocs.Generation.Llama.Native;

/// <summary>llama.cpp's built-in chat templates: it knows the common ones by their text or by name; it is no Jinja.</summary>
internal static unsafe class ChatMarkup
{
    /// <summary>The conversation with the template's markup around it, ready for the assistant's words; null for an unknown template.</summary>
    /// <param name="template">A template's text or a name that llama.cpp knows ("mistral-v3", "chatml" …).</param>
    public static string? Apply(string template, IReadOnlyList<(string Role, string Content)> turns)
    {
        LlamaLibrary.Load();
        var texts = new List<byte[]>(turns.Count * 2);
        foreach (var (role, content) in turns)
        {
            texts.Add(Encoding.UTF8.GetBytes(role + '\0'));
            texts.Add(Encoding.UTF8.GetBytes(content + '\0'));
        }

        var pins = texts.ConvertAll(text => text.AsMemory().Pin());
        try
        {
            var messages = new ChatMessageData[turns.Count];
            for (var i = 0; i < turns.Count; i++)
            {
                messages[i] = new ChatMessageData { Role = (byte*)pins[2 * i].Pointer, Content = (byte*)pins[(2 * i) + 1].Pointer };
            }

            return Apply(template, messages, texts.Sum(t => t.Length));
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    private static string? Apply(string template, ChatMessageData[] messages, int length)
    {
        var buffer = new byte[(2 * length) + 1024];
        fixed (ChatMessageData* first = messages)
        {
            while (true)
            {
                int needed;
                fixed (byte* target = buffer)
                {
                    needed = NativeMethods.llama_chat_apply_template(template, first, (nuint)messages.Length, addAssistant: true, target, buffer.Length);
                }

                if (needed < 0) return null;
                if (needed <= buffer.Length) return Encoding.UTF8.GetString(buffer, 0, needed);
                buffer = new byte[needed];
            }
        }
    }
}
