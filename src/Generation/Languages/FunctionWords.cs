using System.Collections.Frozen;

namespace RagDocs.Generation.Languages;

/// <summary>
/// The small words of questions, a list for each language of Latin letters, with their accents: they are what tells a short question's language.
/// A word of several languages speaks for each of them in part.
/// </summary>
internal static class FunctionWords
{
    private static readonly (Language Language, string Words)[] Lists =
    [
        (Language.English, """
            a about after all am an and any are as at be been before between but by can could did do does during each every for from get had has have
            her his how i if in into is it its may me might more most much many must my need no not of off on only or our out over shall she should
            some than that the their them then there these they this those through to under until up us was we were what when where which while
            who whom whose why will with within without would you your
            """),
        (Language.German, """
            aber alle allen als am an auch auf aus bei beim bekomme bekommt bin bis bitte brauche braucht da dafür damit dann darf das dass davon dazu
            dein dem den denn der des die dies diese dieser dieses doch dort du durch dürfen ein eine einem einen einer eines er erhalte erhält es für gegen gehört
            gelten gibt gilt habe haben hat hätte ich ihr ihre im in innerhalb ins ist ja jede jeden jeder jedes kann kein keine keinen können lange man
            mehr mein meine meinem meinen meiner mich mir mit muss müssen nach nein nicht noch nur ob oder ohne pro sein seine seit sich sie sind so soll
            sollen sollte steht über um und uns unser unsere unter viel viele vom von vor während wann war waren warum was wegen welche welchem welchen welcher
            welches wem wen wenn wer werden wessen wie wieso wieviel wir wird wo wofür woher wohin wollen worden wurde wurden zu zum zur zwischen
            """),
        (Language.French, """
            à après au aucun aucune aussi autre autres aux avant avec avez avoir avons bien ce cela celle celui ces cet cette chaque combien comme comment
            dans de depuis des doit doivent dois donc du elle elles en entre es est et étaient était être fait faire faut il ils j' jours je jusqu' l' la le les leur
            leurs lors lorsque ma mais même mes moi mon ne nos notre nous on ont ou où par pas pendant peut peuvent peux plus pour pourquoi puis qu' quand que quel
            quelle quelles quels qui quoi sa sans se sera ses si son sont sous sur ta tes ton tous tout toute toutes très tu un une vers vos votre vous y
            c' d' n' s' m' t' qu'est-ce est-ce peut-on doit-on faut-il a-t-il y-a-t-il
            """),
        (Language.Spanish, """
            a al alguna algún antes aquí así aún cada como cómo con cuál cuáles cuándo cuando cuánta cuántas cuánto cuántos de debe deben debo del desde después
            donde dónde durante e el ella ellos en entre era eran es esa ese eso esta está están este esto estos fue fueron ha haber hace hacer han hasta hay la las
            le les lo los más me mi mis mucho muy no nos nosotros nuestra nuestro o otra otro para pero por porque puede pueden puedo qué que quién quiénes
            se sea según ser si sí sin sobre son soy su sus también te tiene tienen tengo tipo toda todas todo todos tras tu tus un una unas uno unos y ya yo
            """),
        (Language.Italian, """
            a ad agli ai al alla alle allo anche c'è che chi ci come con cosa cos'è così cui da dagli dai dal dalla dalle degli dei del dell' della delle dello deve devo
            devono di dopo dove dov'è durante e ed è entro era erano essere fare fino fra gli ha hanno ho i il in io l' la le lei li lo loro ma me mi mia mie miei mio nei
            nel nell' nella nelle nessuna nessuno noi non nostra nostro o ogni per perché più può possono posso prima qual quale quali quando quant' quanta quante
            quanti quanto quell' quella quello quest' questa queste questi questo se senza si sia siamo sono sotto stato su sua sue sugli sul sulla suo
            tra tutte tutti tutto un' un una uno vi viene voi
            """),
        (Language.Portuguese, """
            a à ao aos após as às até cada com como da das de deve devem devo depois do dos durante e é ela elas ele eles em entre era eram essa esse esta está
            estão este foi foram há isso isto já lhe mais mas me meu minha muito na não nas nem no nos nós nossa nosso num numa o onde os ou para pela pelas pelo
            pelos por porque pode podem posso qual quais quando quanta quantas quanto quantos que quê quem são se sem ser seu seus sob sobre sua suas também te
            tem têm tenho ter toda todas todo todos um uma uns você vocês
            """),
        (Language.Dutch, """
            aan af al alle als bij binnen daar dan dat de deze die dit dus door een één elk elke en er geen geldt haar had hebben hebt heb heeft het hij hoe hoeveel
            hoelang hun ik in is je jij jouw kan krijg krijgt kun kunnen maar mag meer men met mijn moet moeten mogen na naar niet nog nu om onder ons onze ook op
            over per recht te tegen ten ter tijdens toe tot tussen u uit uw van veel volgens voor waar waarom waarvoor wanneer was wat we welk welke werd wie
            wij wil worden wordt zal ze zich zij zijn zo zonder zou zouden
            """),
    ];

    private static readonly FrozenDictionary<string, Language[]> Speakers = Lists
        .SelectMany(list => list.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(word => (word, list.Language)))
        .GroupBy(entry => entry.word, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Select(entry => entry.Language).ToArray(), StringComparer.Ordinal);

    /// <summary>The languages that have lists.</summary>
    public static int Languages => Lists.Length;

    /// <param name="word">In lower case; an elided word with its apostrophe, "l'".</param>
    public static IReadOnlyList<Language> SpeakersOf(string word) => Speakers.GetValueOrDefault(word, []);
}
