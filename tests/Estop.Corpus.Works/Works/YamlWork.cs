using YamlDotNet.Serialization;

namespace Estop.Corpus.Works;

/// <summary>Writes objects as YAML and reads them back.</summary>
[Work("YamlDotNet")]
internal static class YamlWork
{
    public static string Run()
    {
        var written = new SerializerBuilder().Build().Serialize(
            Enumerable.Range(0, 60).ToDictionary(number => $"key{number}", number => new List<string> { Text.Sentence(number), Text.Sentence(number + 1) }));
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, List<string>>>(written);
        return Text.Fingerprint(written + string.Join('\n', read.SelectMany(pair => pair.Value)));
    }
}
