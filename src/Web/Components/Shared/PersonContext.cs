namespace RagDocs.Web.Components.Shared;

/// <summary>
/// What a page was made with: the person's language above all. Events of services arrive on threads that know nothing of it; what they
/// cause on a page runs through here. Made where the page is made.
/// </summary>
internal sealed class PersonContext
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public void Run(Action act)
    {
        if (_context is null) act();
        else ExecutionContext.Run(_context, _ => act(), null);
    }
}
