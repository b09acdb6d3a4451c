using Markdig;
using Markdig.Renderers;

namespace Estop.Corpus.Works;

/// <summary>
/// Makes HTML of Markdown. With a renderer of its own: <c>Markdown.ToHtml</c> gives one that any exception has left in the
/// midst of its work back to a cache, and does not put back all that was changed in it.
/// </summary>
[Work("Markdig")]
internal static class MarkdownWork
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    public static string Run()
    {
        var document = string.Concat(Enumerable.Range(0, 60).Select(number => $"""
            ## {Text.Sentence(number)}

            * *{Text.Sentence(number + 1)}* and `code` with [a link](http://example.org/{number})
              1. {Text.Sentence(number + 2)}[^{number}]

            | {Text.Words[number % 5]} | b |
            |---|--:|
            | {number} | **{number * 2}** |

            [^{number}]: {Text.Sentence(number + 3)}


            """));
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(Markdown.Parse(document, Pipeline));
        return Text.Fingerprint(html.ToString());
    }
}
