using System.Text;
using RagDocs.Generation.Llama.Engine.Text;

namespace RagDocs.Generation.Tests.Llama.Engine.Text;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("Žluťoučký kůň 🐎 – 日本語")]
    [InlineData("a\u0301\r\n\t€")]
    public void BytesInPiecesOfAnyLengthBecomeTheSameText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var length = 1; length <= 5; length++)
        {
            var pieces = new Utf8Pieces();
            var joined = string.Concat(bytes.Chunk(length).Select(piece => pieces.Add(piece)));
            Assert.Equal(text, joined + pieces.Finish());
        }
    }

    [Fact]
    public void HalfACharacterWaits()
    {
        var pieces = new Utf8Pieces();

        Assert.Equal("a", pieces.Add([.. "a"u8, 0xF0, 0x9F]));
        Assert.Equal("", pieces.Add([0x90]));
        Assert.Equal("🐎b", pieces.Add([0x8E, .. "b"u8]));
    }

    [Fact]
    public void BytesThatCanNeverBeACharacterAreReplacedAtOnce()
    {
        var pieces = new Utf8Pieces();

        Assert.Equal("\uFFFDx", pieces.Add([0xFF, .. "x"u8]));
        Assert.Equal("", pieces.Add([0xE2, 0x82]));
        Assert.Equal("\uFFFDy", pieces.Add("y"u8));
    }

    [Fact]
    public void WhatIsUnfinishedAtTheEndIsReplaced()
    {
        var pieces = new Utf8Pieces();
        pieces.Add([0xE2, 0x82]);

        Assert.Equal("\uFFFD", pieces.Finish());
        Assert.Equal("", pieces.Finish());
    }

    [Theory]
    [InlineData("one two STOP three", "one two ", "STOP")]
    [InlineData("one two STO three", "one two STO three", "STOP")]
    [InlineData("xSTOSTOPy", "xSTO", "STOP")]
    [InlineData("aXbY", "a", "Y", "X")]
    [InlineData("ends with ST", "ends with ST", "STOP")]
    [InlineData("STOP", "", "STOP")]
    public void AStopStringIsFoundAcrossPieces(string written, string shown, params string[] stops)
    {
        for (var length = 1; length <= written.Length; length++)
        {
            var text = new AnswerText(stops);
            var all = new StringBuilder();
            foreach (var piece in written.Chunk(length))
                all.Append(text.Add(Encoding.UTF8.GetBytes(piece)));
            all.Append(text.Finish());
            Assert.Equal(shown, all.ToString());
        }
    }

    [Fact]
    public void OnlyWhatMayBecomeAStopStringIsHeldBack()
    {
        var stop = new StopMatcher(["</s>", "\n\n"]);

        Assert.Equal("a", stop.Add("a</"));
        Assert.Equal("</b", stop.Add("b"));
        Assert.Equal("c", stop.Add("c\n"));
        Assert.False(stop.Stopped);
        Assert.Equal("", stop.Add("\nd"));
        Assert.True(stop.Stopped);
    }
}
