using System.Text;
using RagDocs.Generation.Citations;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Llama.Server;

namespace RagDocs.Generation.Tests.Llama.Native;

/// <summary>Grammars that native code could not be stopped at, and those that must go on working.</summary>
public sealed class GrammarGuardTests
{
    [Theory]
    [InlineData("|")]
    [InlineData("\"x\" |")]
    [InlineData("? ")]
    [InlineData("\"\" |")]
    public void AChainOfRulesThatMayBeginInManyWaysIsRefused(string between)
    {
        var grammar = new StringBuilder("root ::= r0\n");
        for (var i = 0; i < 40; i++) grammar.Append($"r{i} ::= r{i + 1} {between} r{i + 1}\n");
        grammar.Append("r40 ::= \"a\"\n");

        var refused = Assert.Throws<BadRequestException>(() => GrammarGuard.Check(grammar.ToString()));

        Assert.Contains("too ambiguous", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root ::= root \"a\" | \"a\"")]
    [InlineData("root ::= a\na ::= b \"x\" | \"y\"\nb ::= a | \"z\"")]
    [InlineData("root ::= e root \"x\" | \"x\"\ne ::= f\nf ::= \"\" | \"q\"")]
    public void LeftRecursionIsRefusedAlsoWhereARuleThatMayBeNothingHidesIt(string grammar) =>
        Assert.Contains("left-recursive", Assert.Throws<BadRequestException>(() => GrammarGuard.Check(grammar)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("root ::= \"a\"{5,2}", "the most is less than the least")]
    [InlineData("root ::= \"a\"{3000}", "2000")]
    [InlineData("root ::= (\"a\"{0,50}){100}", "2000")]
    [InlineData("root ::= \"a", "within quotes")]
    [InlineData("root ::= \"a\\q\"", "no such escape")]
    [InlineData("root ::= \"\\u12\"", "hexadecimal")]
    [InlineData("root ::= (\"a\"", "closing parenthesis")]
    [InlineData("root ::= * \"a\"", "nothing to repeat")]
    [InlineData("root ::= \"a\"\nother", "::=")]
    [InlineData("root ::= \"a\" )", "a new line or the end")]
    [InlineData("root ::= other", "other is used and not defined")]
    [InlineData("root ::= <[5]>", "tokens")]
    [InlineData("root ::= \"a\"\n\nx ::= {", "line 3")]
    public void WhatIsWrongIsSaidWithItsPlace(string grammar, string cause) =>
        Assert.Contains(cause, Assert.Throws<BadRequestException>(() => GrammarGuard.Check(grammar)).Message, StringComparison.Ordinal);

    [Fact]
    public void ALongTextRepeatedOftenIsRefusedBeforeItIsCopied() =>
        Assert.Contains("too large", Assert.Throws<BadRequestException>(() => GrammarGuard.Check($"root ::= \"{new string('a', 60_000)}\"{{1999}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void TenThousandParenthesesAreRefused() =>
        Assert.Throws<BadRequestException>(() => GrammarGuard.Check($"root ::= {new string('(', 10_000)}\"a\"{new string(')', 10_000)}"));

    [Theory]
    [InlineData("root ::= [^\\n]* \"\\n\"? (ws item)* ws\nws ::= [ \\t]*\nitem ::= [a-z]+ | \"\\u20ac\" | \"\\\"\" [\\x41-\\]]")]
    [InlineData("# a comment\r\nroot ::= (\r\n  \"a\" |\r\n  \"b\"{2,} # more\r\n)+\r\n\r\n")]
    [InlineData("root ::= \"yes\" |\n  \"no\" | .{1,3}\n")]
    [InlineData("root ::= (ws)* \"x\"\nws ::= [ ]*")]
    [InlineData("root ::= \"\" | a\na ::= \"b\"{0,1900} [^]")]
    [InlineData(Json)]
    public void WhatNativeCodeReadsIsLetThrough(string grammar)
    {
        TinyModels.Need();
        using var model = TinyModels.Load(TinyModels.Mistral);
        SamplerChain.Create(model, new SamplingOptions(), grammar).Dispose();
    }

    [Fact]
    public void OurOwnGrammarsAreLetThrough()
    {
        for (var passages = 1; passages <= 30; passages++) GrammarGuard.Check(CitationGrammar.For(passages, "I do not know."));
    }

    [Fact]
    public void TheServerTakesAGrammarAsLongAsTheEngineDoes()
    {
        var text = "root ::= \"a\" #" + new string('x', GrammarGuard.MaxLength);
        Assert.Equal(GrammarGuard.MaxLength, Read(text[..GrammarGuard.MaxLength]).Grammar!.Length);
        Assert.Throws<ApiException>(() => Read(text));

        static GenerationRequest Read(string grammar) => ChatRequest.Read(new RagDocs.Generation.OpenAi.Wire.ChatCompletionRequest
        {
            Messages = [new RagDocs.Generation.OpenAi.Wire.ChatMessage("user", System.Text.Json.JsonSerializer.SerializeToElement("x"))], Grammar = grammar,
        });
    }

    private const string Json = """
        root   ::= object
        value  ::= object | array | string | number | ("true" | "false" | "null") ws
        object ::=
          "{" ws (
                    string ":" ws value
            ("," ws string ":" ws value)*
          )? "}" ws
        array  ::=
          "[" ws (
                    value
            ("," ws value)*
          )? "]" ws
        string ::=
          "\"" (
            [^"\\\x7F\x00-\x1F] |
            "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) # escapes
          )* "\"" ws
        number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
        # Optional space: by convention, applied in this grammar after literal chars when allowed
        ws ::= | " " | "\n" [ \t]{0,20}

        """;
}
