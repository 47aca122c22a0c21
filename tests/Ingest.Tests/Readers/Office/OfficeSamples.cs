using System.Text;

namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>A good file of each kind, with something of everything its reader knows.</summary>
internal static class OfficeSamples
{
    public static byte[] Good(string name) => Path.GetExtension(name) switch
    {
        ".xlsx" => TinyXlsx.Create("Costs", ["<t>shared</t>"], ("Rent", "visible",
            TinyXlsx.Rows("Site|Amount", "Ghent|1200", "Brno|800").Replace("</sheetData>", "<row><c t='s'><v>0</v></c><c s='1'><v>46000</v></c></row></sheetData><mergeCells><mergeCell ref='A2:A3'/></mergeCells>", StringComparison.Ordinal)),
            ("Old", "hidden", TinyXlsx.Rows("a|b"))),
        ".pptx" => TinyPptx.Create(
            (TinyPptx.Title("Plan") + TinyPptx.Body("First|Second") + TinyPptx.Table(5_000_000, "Site|People", "Ghent|12") + TinyPptx.ChartFrame(6_000_000), "Say hello", false),
            (TinyPptx.Group(1_000_000, TinyPptx.Box(1, 2, "grouped")), "", false)),
        ".odt" => TinyOdf.Text(
            $"<text:h text:outline-level='1'>Rules</text:h><text:list text:style-name='L1'><text:list-item><text:p>One</text:p></text:list-item></text:list><table:table>{TinyOdf.Rows("City|Amount", "Ghent|85")}</table:table>" +
            "<text:p>Cited<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>", "Rules"),
        ".ods" => TinyOdf.Spreadsheet($"<table:table table:name='Rent'>{TinyOdf.Rows("Site|Amount", "Ghent|1200")}<table:table-row table:number-rows-repeated='3'>{TinyOdf.Cell("Brno")}{TinyOdf.Cell("7")}</table:table-row></table:table>"),
        ".odp" => TinyOdf.Presentation("<draw:page><draw:frame presentation:class='title' svg:x='1cm' svg:y='1cm'><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame><draw:custom-shape svg:x='1cm' svg:y='4cm'><text:p>Text of some length</text:p></draw:custom-shape></draw:page>"),
        _ => Encoding.ASCII.GetBytes(
            @"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 A;}}{\stylesheet{\s1 heading 1;}}{\info{\title T}}\pard\s1 Heading\par\pard\f0 \'cf\u8364? text{\footnote note}\par{\pntext 1.\tab}Item\par\trowd\pard\intbl A\cell B\cell\row\pard{\pict 8950}{\*\x y}end\par}"),
    };
}
