using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;

namespace RagDocs.Ingest.Readers.Markdown;

/// <summary>Turns Markdown into HTML, so that raw HTML inside it is read together with it and by the same rules.</summary>
internal static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseGridTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    public static string Render(string markdown)
    {
        var document = Markdig.Markdown.Parse(markdown, Pipeline);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlInlineRenderer>(new KnownHtmlInlineRenderer());
        renderer.ObjectRenderers.Replace<HtmlFootnoteLinkRenderer>(new NoBackLinkRenderer());
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>"&lt;your name&gt;" is a placeholder, not an element: it stays as text.</summary>
    private sealed class KnownHtmlInlineRenderer : HtmlObjectRenderer<HtmlInline>
    {
        protected override void Write(HtmlRenderer renderer, HtmlInline obj)
        {
            if (HtmlNames.IsKnown(obj.Tag)) renderer.Write(obj.Tag);
            else renderer.WriteEscape(obj.Tag);
        }
    }

    /// <summary>Footnote marks are left out on both ends: they are numbers of ours, not words of the author's.</summary>
    private sealed class NoBackLinkRenderer : HtmlObjectRenderer<FootnoteLink>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteLink obj)
        {
        }
    }
}
