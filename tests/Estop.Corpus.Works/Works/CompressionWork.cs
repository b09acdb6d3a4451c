using System.Text;
using ICSharpCode.SharpZipLib.BZip2;

namespace Estop.Corpus.Works;

/// <summary>Compresses text and restores it.</summary>
[Work("ICSharpCode.SharpZipLib")]
internal static class CompressionWork
{
    public static string Run()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(Text.Sentence)));
        using var packed = new MemoryStream();
        BZip2.Compress(new MemoryStream(text), packed, isStreamOwner: false, level: 9);
        packed.Position = 0;
        using var restored = new MemoryStream();
        BZip2.Decompress(packed, restored, isStreamOwner: false);
        return Text.Fingerprint(packed.ToArray()) + Text.Fingerprint(restored.ToArray());
    }
}
