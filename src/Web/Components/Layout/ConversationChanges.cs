namespace RagDocs.Web.Components.Layout;

/// <summary>Tells the side bar, within one circuit, that the list of conversations is no longer what it shows.</summary>
internal sealed class ConversationChanges
{
    public event Action? Changed;

    public void Notify() => Changed?.Invoke();
}
