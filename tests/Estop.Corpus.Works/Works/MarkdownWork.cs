using Markdig;

namespace Estop.Corpus.Works;

/// <summary>Makes HTML of Markdown.</summary>
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
        return Text.Fingerprint(Markdown.ToHtml(document, Pipeline));
    }
}
