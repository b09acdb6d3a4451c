using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Estop.Corpus.Works;

/// <summary>Maps, folds and sorts F#'s collections.</summary>
[Work("FSharp.Core")]
internal static class FunctionalWork
{
    public static string Run()
    {
        var list = ListModule.OfSeq(Enumerable.Range(0, 500).Select(Text.Sentence));
        var map = MapModule.OfSeq(list.Select((text, number) => Tuple.Create(text, number)));
        var sorted = ListModule.SortBy(FuncConvert.FromFunc((string text) => text.Length), list);
        var groups = SeqModule.CountBy(FuncConvert.FromFunc((string text) => text[0]), sorted);
        return Text.Fingerprint(map.ToString() + string.Join(',', SetModule.OfSeq(sorted)) + string.Join(',', groups));
    }
}
