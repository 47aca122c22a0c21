using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.Generation.Prompts;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Prompts;

public sealed class PromptStylesTests
{
    // The telling parts of the templates as their publishers wrote them.
    [Theory]
    [InlineData("{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{{ '<start_of_turn>' + role }}", PromptStyle.UserOnly)]
    [InlineData("{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate') }}{% endif %}{{ '[INST] ' + message['content'] + ' [/INST]' }}{% endfor %}", PromptStyle.UserOnly)]
    [InlineData("{{ '[SYSTEM_PROMPT] ' + system_message + '[/SYSTEM_PROMPT]' }}{{ '[INST] ' + message['content'] + '[/INST]' }}", PromptStyle.System)]
    [InlineData("{{ '[INST] <<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + content + ' [/INST]' }}", PromptStyle.System)]
    [InlineData("{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') %}{{'<|user|>' + '\\n' + message['content'] + '<|end|>' + '\\n' + '<|assistant|>' + '\\n'}}{% elif (message['role'] == 'assistant') %}{{message['content'] + '<|end|>' + '\\n'}}{% endif %}{% endfor %}", PromptStyle.UserOnly)]
    [InlineData("{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}{{'<|system|>\\n' + message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\\n'}}{% endif %}{% endfor %}", PromptStyle.System)]
    [InlineData("{{ bos_token }}{% for message in messages %}{{ 'GPT4 Correct ' + message['role'].title() + ': ' + message['content'] + '<|end_of_turn|>'}}{% endfor %}", PromptStyle.UserOnly)]
    [InlineData("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}", PromptStyle.System)]
    [InlineData("{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>' }}", PromptStyle.System)]
    [InlineData("{% for message in messages %}{{ '<|' + message['role'] + '|>\\n' + message['content'] }}{% endfor %}", PromptStyle.System)]
    public void AFamilysTemplateTellsWhetherItTakesASystemText(string template, PromptStyle style) => Assert.Equal(style, PromptStyles.OfTemplate(template));

    [Fact]
    public void EachChatModelOfTheListHasAStyle()
    {
        var styles = ModelList.BuiltIn.Models.Where(m => m.Kind == ModelKind.Chat).ToDictionary(m => m.Id, m => PromptStyles.OfNamedTemplate(m.Template!));

        Assert.Equal(
            ["gemma-2-2b-it", "gemma-2-9b-it", "mistral-7b-instruct-v0.2", "mistral-7b-instruct-v0.3", "mistral-nemo-instruct-2407", "mixtral-8x7b-instruct-v0.1", "phi-3-mini-4k-instruct", "starling-lm-7b-alpha"],
            styles.Where(s => s.Value == PromptStyle.UserOnly).Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.Equal(PromptStyle.System, styles["llama-3.1-8b-instruct"]);
        Assert.Equal(PromptStyle.System, styles["falcon3-7b-instruct"]);
        Assert.Equal(PromptStyle.System, styles["qwen2.5-7b-instruct"]);
    }

    [Theory]
    [InlineData("google/gemma-2-9b-it", PromptStyle.UserOnly)]
    [InlineData("gemma3:12b", PromptStyle.Auto)]
    [InlineData("mistralai/Mistral-7B-Instruct-v0.2", PromptStyle.UserOnly)]
    [InlineData("mistral", PromptStyle.UserOnly)]
    [InlineData("mistral:7b-instruct", PromptStyle.UserOnly)]
    [InlineData("mistralai/Mistral-Small-3.1-24B-Instruct-2503", PromptStyle.Auto)]
    [InlineData("mixtral", PromptStyle.UserOnly)]
    [InlineData("Phi-3-mini-4k-instruct", PromptStyle.UserOnly)]
    [InlineData("Phi-3.5-mini-instruct", PromptStyle.Auto)]
    [InlineData("Nexusflow/Starling-LM-7B-beta", PromptStyle.UserOnly)]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", PromptStyle.Auto)]
    [InlineData("answers", PromptStyle.Auto)]
    public void TheNameOfAModelElsewhereTellsItsStyleUnlessASettingDoes(string model, PromptStyle style)
    {
        var remote = new RemoteModelOptions { Address = "http://gpu-7:8000", Model = model };
        Assert.Equal(style, remote.ToEndpoint().Style);

        foreach (var set in new[] { PromptStyle.System, PromptStyle.UserOnly })
        {
            remote.PromptStyle = set;
            Assert.Equal(set, remote.ToEndpoint().Style);
        }
    }

    [Theory]
    [InlineData(TinyMistral.MistralTemplate, PromptStyle.UserOnly)]
    [InlineData("{%- for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] }}{%- endfor %}", PromptStyle.System)]
    [InlineData(null, PromptStyle.UserOnly)]
    public void AnInstalledModelsStyleIsThatOfTheTemplateTheEngineUses(string? template, PromptStyle style)
    {
        using var data = new TempFolder();
        // The list names a template for a file that has none: mistral-v3.
        TinyMistral.Write(data.File("models/Mistral-7B-Instruct-v0.3-Q4_K_M.gguf"), new TinyMistralOptions { Template = template });
        File.SetLastWriteTimeUtc(data.File("models/Mistral-7B-Instruct-v0.3-Q4_K_M.gguf"), DateTime.UnixEpoch.AddYears(50));

        var store = new ModelStore(data.Path, Microsoft.Extensions.Options.Options.Create(new ModelOptions()), ModelList.BuiltIn, TimeProvider.System);

        Assert.Equal(style, Assert.Single(store.List().Installed).PromptStyle);
    }
}
