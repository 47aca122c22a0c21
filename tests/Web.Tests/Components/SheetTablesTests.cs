using RagDocs.Ingest.Readers;
using RagDocs.Web.Components.Viewer;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Tests.Components;

/// <summary>Values of a sheet are shown in the cells they stand in, or over the whole row where that cannot be told.</summary>
public sealed class SheetTablesTests
{
    [Fact]
    public void ValuesOfAFullRowStandUnderTheirColumns() =>
        Assert.Equal(["A=Rent", "B=1200"], Values(Row(2, "A", "B", "Item = Rent; Amount = 1200"))[0]);

    [Fact]
    public void AnEmptyCellIsLeftEmptyWhereAnotherRowTellsTheColumns() =>
        Assert.Equal(["A=Rent", "C=2027"], Values(Row(2, "A", "C", "Item = Rent; Year = 2027"), Row(3, "A", "C", "Item = Heat; Amount = 90; Year = 2027"))[0]);

    [Fact]
    public void RowsThatAreNeverFullTellTheirColumnsTogether()
    {
        var lines = Values(
            Row(2, "A", "C", "Item = Rent; Year = 2027"), Row(3, "A", "B", "Item = Heat; Amount = 90"), Row(4, "B", "D", "Amount = 80; Year = 2026; Note = paid"));

        Assert.Equal([["A=Rent", "C=2027"], ["A=Heat", "B=90"], ["B=80", "C=2026", "D=paid"]], lines);
    }

    [Fact]
    public void WhatMayStandInTwoColumnsStaysOneText() =>
        Assert.Equal(["A-D=Item = Rent; Year = 2027; Note = paid"], Values(Row(2, "A", "D", "Item = Rent; Year = 2027; Note = paid"))[0]);

    [Fact]
    public void AValueThatReadsLikeANameDisturbsNoOtherRow()
    {
        var lines = Values(
            Row(2, "A", "B", "Item = Rent; Amount = 1200"), Row(3, "A", "B", "Item = Deal; price = open; Amount = 5"), Row(4, "A", "B", "Item = Heat; Amount = 90"));

        Assert.Equal([["A=Rent", "B=1200"], ["A-B=Item = Deal; price = open; Amount = 5"], ["A=Heat", "B=90"]], lines);
    }

    [Fact]
    public void ASemicolonInAValueStaysInIt() =>
        Assert.Equal(["A=Rent; heated", "B=1200"], Values(Row(2, "A", "B", "Item = Rent; heated; Amount = 1200"))[0]);

    [Fact]
    public void ATableWithoutNamesHasTheLettersOfItsColumnsAndNoHeader()
    {
        var lines = SheetTables.Of([Row(2, "B", "D", "B = 1; D = 3"), Row(3, "B", "D", "B = 4; C = 5; D = 6")]);

        Assert.Empty(lines[0].Names);
        Assert.Equal([2, 4], lines[0].Values.Select(v => v.Column));
    }

    [Fact]
    public void TwoTablesOnOneSheetHaveNamesOfTheirOwn()
    {
        var lines = SheetTables.Of([Row(2, "A", "B", "Item = Rent; Amount = 1"), Row(9, "A", "B", "Person = Ana; Town = Porto")]);

        Assert.Equal(["Item", "Amount"], lines[0].Names.OrderBy(n => n.Key).Select(n => n.Value));
        Assert.Equal(["Person", "Town"], lines[1].Names.OrderBy(n => n.Key).Select(n => n.Value));
    }

    [Fact]
    public void ARowOfNoTableIsCutBetweenItsCells()
    {
        Assert.Equal(["A=Plan", "B=2027"], Values(Row(1, "A", "B", "Plan | 2027"))[0]);
        Assert.Equal(["A-C=Prepared by: Ana | Lisbon"], Values(Row(1, "A", "C", "Prepared by: Ana | Lisbon"))[0]);
    }

    private static List<List<string>> Values(params SourceBlock[] rows) => [.. SheetTables.Of(rows).Select((line, i) => line.Values.Select(v =>
        $"{CellRange.Letters(v.Column)}{(v.Width > 1 ? "-" + CellRange.Letters(v.Column + v.Width - 1) : "")}={rows[i].Text[v.From..v.To]}").ToList())];

    private static SourceBlock Row(int number, string first, string last, string text) =>
        new(BlockKind.Paragraph, "Sheet", text, 0, 0) { Cells = new CellRange("Sheet", first[0] - 'A' + 1, number, last[0] - 'A' + 1, number) };
}
