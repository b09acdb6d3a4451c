using AngleSharp.Html.Parser;

namespace Estop.Corpus.Works;

/// <summary>Reads HTML that is not well formed, asks for parts of it, and writes it out well formed.</summary>
[Work("AngleSharp")]
internal static class HtmlWork
{
    public static string Run()
    {
        var page = string.Concat(Enumerable.Range(0, 80).Select(number =>
            $"<div class='c{number % 5}'><p>{Text.Sentence(number)}<li id=i{number}>x<b>{number}</i></div>"));
        var document = new HtmlParser().ParseDocument(page);
        return Text.Fingerprint(document.DocumentElement.OuterHtml
            + string.Join(',', document.QuerySelectorAll("div.c3 > p ~ li b").Select(element => element.TextContent)));
    }
}
