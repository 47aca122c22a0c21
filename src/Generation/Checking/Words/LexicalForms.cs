using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Words;

/// <summary>Stems, with words that say the same in every text brought to one: permitted and allowed, forbidden (which also negates, see <see cref="Markers"/>).</summary>
internal static class LexicalForms
{
    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["permitted"] = "allowed", ["permit"] = "allow", ["permits"] = "allows", ["prohibited"] = "allowed", ["prohibit"] = "allow", ["prohibits"] = "allows",
        ["forbidden"] = "allowed", ["forbid"] = "allow", ["forbids"] = "allows", ["banned"] = "allowed", ["disallowed"] = "allowed",
        ["verboten"] = "erlaubt", ["untersagt"] = "erlaubt", ["gestattet"] = "erlaubt", ["interdit"] = "autorise", ["interdite"] = "autorise", ["permis"] = "autorise",
        ["prohibido"] = "permitido", ["prohibida"] = "permitido", ["unable"] = "able", ["impossible"] = "possible", ["everyone"] = "everybody", ["anyone"] = "anybody",
    };

    // Forms that no stemmer joins.
    private static readonly Dictionary<string, string> Irregular = Parse("""
        is:be are:be was:be were:be been:be being:be am:be has:have had:have having:have did:do does:do done:do went:go gone:go began:begin begun:begin
        wrote:write written:write made:make took:take taken:take gave:give given:give got:get found:find held:hold led:lead left:leave lost:lose met:meet
        paid:pay ran:run said:say saw:see seen:see sent:send sold:sell spent:spend stood:stand told:tell thought:think won:win grew:grow grown:grow
        rose:rise risen:rise fell:fall fallen:fall became:become brought:bring built:build bought:buy caught:catch chose:choose chosen:choose came:come
        drew:draw drawn:draw drove:drive driven:drive kept:keep knew:know known:know meant:mean shown:show spoke:speak spoken:speak taught:teach
        understood:understand people:person children:child men:man women:woman feet:foot
        """);

    public static string Stem(string folded, string language)
    {
        if (language == "en" && Irregular.TryGetValue(folded, out var regular)) folded = regular;
        return WordForms.Stem(Same.GetValueOrDefault(folded, folded), language);
    }

    private static Dictionary<string, string> Parse(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(':')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
}
