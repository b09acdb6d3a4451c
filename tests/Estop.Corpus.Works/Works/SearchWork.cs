using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Estop.Corpus.Works;

/// <summary>Indexes sentences and searches among them.</summary>
[Work("Lucene.Net", "Lucene.Net.QueryParser", "Lucene.Net.Analysis.Common", "J2N")]
internal static class SearchWork
{
    public static string Run()
    {
        using var directory = new RAMDirectory();
        using var analyzer = new StandardAnalyzer(LuceneVersion.LUCENE_48);
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)))
        {
            for (var i = 0; i < 100; i++)
            {
                writer.AddDocument(new Document { new TextField("text", Text.Sentence(i), Field.Store.YES) });
            }
        }

        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader);
        var query = new QueryParser(LuceneVersion.LUCENE_48, "text", analyzer).Parse("wizards AND (quick OR \"lazy dog\"~3) fo*");
        return string.Join(' ', searcher.Search(query, 20).ScoreDocs.Select(hit => $"{hit.Doc}:{hit.Score:F3}"));
    }
}
