using RagDocs.Generation.Checking.Words;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Warnings;

/// <summary>Words that decide what a figure is said of. Folded, of the four languages that are told apart most often.</summary>
internal static class ClaimWords
{
    private static readonly HashSet<string> Labels = Folded("""
        step section sections page pages figure table chapter article appendix annex exhibit level phase version part number no nr item note question rule paragraph clause line form room
        schritt abschnitt seite abbildung tabelle kapitel artikel anhang anlage stufe phase teil nummer ziffer absatz satz punkt paragraf formular raum
        etape page tableau chapitre annexe niveau partie numero paso seccion pagina tabla capitulo anexo nivel parte
        """);

    private static readonly HashSet<string> Conditions = Folded("""
        if unless except excluding provided assuming otherwise whereas wenn falls sofern ausser soweit ansonsten es-sei-denn si sauf sinon salvo excepto
        """);

    private static readonly HashSet<string> Eaches = Folded("per a an each every pro je jede jeden jedes im par por al cada");

    private static readonly HashSet<string> Events = Folded("""
        due deadline effective effect valid expire expires expired expiry until till latest submit submitted close closes closed open opens start starts begin begins end ends launch launched
        founded established introduced incorporated inaugurated enacted born died adopted force review reviewed deadline moves moved takes took
        frist fallig gultig bis spatestens stichtag kraft tritt trat beginnt beginn endet ende gegrundet geboren eingefuhrt einzureichen umzug uberprufung lauft ablauf
        delai valable jusqu limite vigueur commence debut fin fondee fonde ne nee
        plazo valido hasta limite vigor comienza inicio termina fundada fundado nacido
        """);

    // Say that something is so, not of what: a sentence may have them and another not.
    private static readonly HashSet<string> Light = Stems("en", """
        employee employees staff worker workers person people team company organisation organization everyone everybody member members colleague colleagues you we
        may can claim receive receives get gets pay paid pays amount limit maximum max cap ceiling total grant granted allow allowed entitle entitled entitlement provide provided give given set apply applies
        include use used require required reimburse reimbursed reimbursement cover covered currently now cost costs rate policy rule standard must need make take spend exceed refund
        stand stands amounts come comes have has is are submit submitted general generally always long last
        """).Concat(Stems("de", """
        mitarbeiter mitarbeitende mitarbeiterin mitarbeiterinnen beschäftigte beschäftigten angestellte unternehmen firma betrieb person personen
        beträgt betragen erhalten erhält bekommen bekommt gilt gelten erstattet erstatten erstattung höhe betrag grenze höchstbetrag obergrenze limit maximal höchstens anspruch haben
        wird werden kann können darf dürfen muss müssen gezahlt gewährt stehen zu liegt derzeit aktuell kosten kostet übernommen gibt dauert
        """)).ToHashSet(StringComparer.Ordinal);

    // What kind of paper a title names, and which stage of it: two papers of different kinds can still speak of the same thing.
    private static readonly HashSet<string> Papers = Stems("en", """
        policy policies handbook manual guide guideline guidelines rules regulation regulations procedure procedures document overview summary introduction faq faqs question questions answer notes appendix annex
        information general employee employees staff company internal hr human resources people office intranet wiki page memo notice circular announcement news update updates letter minutes agreement terms
        draft final version revision rev copy edition issue new old current latest previous archive archived approved signed proposal
        """).Concat(Stems("de", """
        richtlinie richtlinien handbuch leitfaden regelung regelungen regeln ordnung anweisung dienstanweisung vereinbarung betriebsvereinbarung merkblatt übersicht zusammenfassung einführung fragen antworten
        allgemeines information informationen mitarbeiter mitarbeiterhandbuch personal intern anhang anlage protokoll mitteilung rundschreiben aushang
        entwurf endfassung final fassung version kopie ausgabe neu alt aktuell archiv
        """)).ToHashSet(StringComparer.Ordinal);

    // Whose case it is: one that only one of the two names makes it another case.
    private static readonly HashSet<string> Cases = Stems("en", """
        apprentice contractor consultant disabled exempt freelancer intern internship manager executive director expat minor newcomer pensioner pregnant probationary probation retiree seasonal senior junior student
        supervisor temporary trainee veteran volunteer part half full time fulltime parttime hourly weekend domestic foreign international abroad overseas economy business gross net minimum average median estimated planned
        budget forecast target actual additional extra further initial subsequent late early former previous proposed adult child children single double remote onsite emergency night overtime
        """).Concat(Stems("de", """
        auszubildende azubi azubis praktikant praktikanten werkstudent werkstudenten leitende führungskräfte geschäftsführung teilzeit teilzeitkräfte vollzeit vollzeitkräfte befristet probezeit schwerbehinderte minderjährige
        ausland inland international brutto netto mindestens durchschnitt geplant zusätzlich weitere kinder kind wochenende nacht notfall homeoffice
        """)).ToHashSet(StringComparer.Ordinal);

    public static bool IsLabel(string folded) => Labels.Contains(folded);

    public static bool IsCondition(string folded) => Conditions.Contains(folded);

    public static bool IsEach(string folded) => Eaches.Contains(folded);

    public static bool IsEvent(CheckToken token) => Events.Contains(token.Folded);

    public static bool IsLight(CheckToken token) => Light.Contains(token.Stem);

    public static bool IsPaper(CheckToken token) => Papers.Contains(token.Stem) || token.Folded.EndsWith("richtlinie", StringComparison.Ordinal)
        || token.Folded.EndsWith("ordnung", StringComparison.Ordinal) || token.Folded.EndsWith("handbuch", StringComparison.Ordinal) || token.Folded.EndsWith("regelung", StringComparison.Ordinal);

    public static bool IsCase(CheckToken token) => Cases.Contains(token.Stem);

    /// <summary>"No more than" says at most; it turns nothing.</summary>
    public static bool IsBoundPhrase(IReadOnlyList<CheckToken> tokens, Marker marker, string language) =>
        Enumerable.Range(2, 3).Any(count => marker.At + count <= tokens.Count
            && MarkerPhrases.Meaning(string.Join(' ', Enumerable.Range(marker.At, count).Select(k => tokens[k].Folded)), language) is MarkerMeaning.AtLeast or MarkerMeaning.AtMost);

    /// <summary>"Carry over 10 days" is no bound.</summary>
    public static bool IsCarriedOver(IReadOnlyList<CheckToken> tokens, Marker marker) =>
        marker.At > 0 && tokens[marker.At].Folded == "over" && tokens[marker.At - 1].Folded is "carry" or "carries" or "carried" or "carrying" or "roll" or "rolled" or "brought" or "bring";

    private static HashSet<string> Folded(string list) => [.. list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(WordForms.Fold)];

    private static IEnumerable<string> Stems(string language, string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => LexicalForms.Stem(WordForms.Fold(word), language));
}
