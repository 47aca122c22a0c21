using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Checking.Words;

/// <summary>The phrases of each language that turn what is said, folded.</summary>
internal static class MarkerPhrases
{
    public const int MostWords = 4;

    private static readonly Dictionary<string, Dictionary<string, MarkerMeaning>> Lists = new(StringComparer.Ordinal)
    {
        ["en"] = Parse(
            (MarkerMeaning.Not, "not,no,never,none,nobody,nothing,neither,nor,without,no longer,no one,prohibited,prohibit,prohibits,forbidden,forbid,forbids,banned,disallowed,unable,impossible,rarely,hardly"),
            (MarkerMeaning.All, "all,every,each,always,everyone,everybody,entire,whole,both"), (MarkerMeaning.Most, "most,mostly,usually,typically,generally,majority,often"),
            (MarkerMeaning.Some, "some,sometimes,several,few,a few,certain,occasionally,seldom,half"), (MarkerMeaning.Only, "only,solely,exclusively"),
            (MarkerMeaning.AtLeast, "at least,minimum,minimum of,no less than,no fewer than,not less than,not fewer than,or more,more than,over,above,exceeding,greater than,in excess of,longer than,higher than"),
            (MarkerMeaning.AtMost, "at most,up to,maximum,maximum of,no more than,not more than,or less,or fewer,less than,fewer than,under,below,not exceed,not to exceed,shorter than,lower than,no longer than"),
            (MarkerMeaning.About, "about,approximately,around,roughly,nearly,almost,some"),
            (MarkerMeaning.Must, "must,shall,required,have to,has to,need to,needs to,mandatory,obliged,obligatory,requires,require"), (MarkerMeaning.Should, "should,recommended,ought"),
            (MarkerMeaning.May, "may,can,could,might,optional"),
            (MarkerMeaning.Before, "before,prior to,preceding"), (MarkerMeaning.After, "after,following,subsequent to,upon")),
        ["de"] = Parse(
            (MarkerMeaning.Not, "nicht,kein,keine,keinen,keinem,keiner,keines,nie,niemals,ohne,nichts,niemand,verboten,untersagt,keinesfalls,weder"),
            (MarkerMeaning.All, "alle,allen,aller,jeder,jede,jedes,jeden,jedem,immer,samtliche,stets"), (MarkerMeaning.Most, "meisten,meist,meistens,haufig,uberwiegend"),
            (MarkerMeaning.Some, "einige,einigen,manche,manchen,manchmal,gelegentlich"), (MarkerMeaning.Only, "nur,ausschliesslich,lediglich"),
            (MarkerMeaning.AtLeast, "mindestens,wenigstens,mehr als,uber,oder mehr,nicht weniger als"), (MarkerMeaning.AtMost, "hochstens,maximal,bis zu,weniger als,unter,nicht mehr als,oder weniger"),
            (MarkerMeaning.About, "etwa,rund,ungefahr,circa,ca,knapp,fast"), (MarkerMeaning.Must, "muss,mussen,verpflichtend,verpflichtet,erforderlich,zwingend"), (MarkerMeaning.Should, "sollte,sollten,soll,sollen"),
            (MarkerMeaning.May, "kann,konnen,darf,durfen,freiwillig"), (MarkerMeaning.Before, "vor,bevor"), (MarkerMeaning.After, "nach,nachdem")),
        ["fr"] = Parse(
            (MarkerMeaning.Not, "pas,jamais,aucun,aucune,sans,ni,rien,interdit,interdite,personne"), (MarkerMeaning.All, "tous,toutes,tout,toute,chaque,toujours"),
            (MarkerMeaning.Most, "plupart,souvent,generalement"), (MarkerMeaning.Some, "certains,certaines,quelques,parfois"), (MarkerMeaning.Only, "seulement,uniquement,exclusivement"),
            (MarkerMeaning.AtLeast, "au moins,plus de,minimum,ou plus"), (MarkerMeaning.AtMost, "au plus,moins de,jusqu a,maximum,au maximum,ou moins,pas plus de"), (MarkerMeaning.About, "environ,pres de,presque"),
            (MarkerMeaning.Must, "doit,doivent,obligatoire,faut"), (MarkerMeaning.Should, "devrait,devraient"), (MarkerMeaning.May, "peut,peuvent,facultatif,pourrait"),
            (MarkerMeaning.Before, "avant"), (MarkerMeaning.After, "apres")),
        ["es"] = Parse(
            (MarkerMeaning.Not, "no,nunca,jamas,sin,ningun,ninguno,ninguna,nadie,nada,tampoco,prohibido,prohibida"), (MarkerMeaning.All, "todos,todas,todo,toda,cada,siempre"),
            (MarkerMeaning.Most, "mayoria,generalmente"), (MarkerMeaning.Some, "algunos,algunas,a veces"), (MarkerMeaning.Only, "solo,solamente,unicamente,exclusivamente"),
            (MarkerMeaning.AtLeast, "al menos,mas de,como minimo,o mas,minimo"), (MarkerMeaning.AtMost, "como maximo,hasta,menos de,a lo sumo,no mas de,maximo,o menos"), (MarkerMeaning.About, "aproximadamente,unos,unas,casi,cerca de"),
            (MarkerMeaning.Must, "debe,deben,obligatorio,obligatoria"), (MarkerMeaning.Should, "deberia,deberian"), (MarkerMeaning.May, "puede,pueden,opcional"),
            (MarkerMeaning.Before, "antes"), (MarkerMeaning.After, "despues,tras")),
    };

    /// <param name="phrase">Folded words with one space between.</param>
    public static MarkerMeaning? Meaning(string phrase, string language) =>
        (Lists.GetValueOrDefault(language) ?? Lists["en"]).TryGetValue(phrase, out var meaning) ? meaning : null;

    public static MarkerGroup Group(MarkerMeaning meaning) => meaning switch
    {
        MarkerMeaning.Not => MarkerGroup.Negation,
        MarkerMeaning.All or MarkerMeaning.Most or MarkerMeaning.Some or MarkerMeaning.Only => MarkerGroup.Quantity,
        MarkerMeaning.AtLeast or MarkerMeaning.AtMost or MarkerMeaning.About => MarkerGroup.Bound,
        MarkerMeaning.Must or MarkerMeaning.Should or MarkerMeaning.May => MarkerGroup.Modality,
        _ => MarkerGroup.Order,
    };

    private static Dictionary<string, MarkerMeaning> Parse(params (MarkerMeaning Meaning, string Phrases)[] lists)
    {
        var parsed = new Dictionary<string, MarkerMeaning>(StringComparer.Ordinal);
        foreach (var (meaning, phrases) in lists)
        {
            foreach (var phrase in phrases.Split(',')) parsed.TryAdd(string.Join(' ', phrase.Split(' ').Select(WordForms.Fold)), meaning);
        }

        return parsed;
    }
}
