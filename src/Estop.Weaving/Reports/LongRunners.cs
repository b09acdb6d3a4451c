using Estop.Weaving.Passes;
using Mono.Cecil;

namespace Estop.Weaving.Reports;

/// <summary>
/// Methods of the framework that may run long in one call without coming back to the caller's code: those that people
/// meet, not all there are. What the weaver replaces is not asked for here.
/// </summary>
internal static class LongRunners
{
    private const string Backtracks = "may backtrack without end: give it a match timeout, or RegexOptions.NonBacktracking";
    private const string LargeNumbers = "may compute for hours on large numbers: look at their size first";
    private const string LargeData = "takes as long as its data is large";
    private const string LargeFiles = "takes as long as the files are large, or their device slow: use the asynchronous form";
    private const string OtherSide = "waits for the other side: use the asynchronous form";
    private const string Compiles = "runs code that is not woven";

    private static readonly Dictionary<(string Type, string Method), string> Advice = Table();

    /// <summary>What to say about the method; null when it is not known to run long.</summary>
    public static string? About(MethodReference method) =>
        Advice.TryGetValue((method.DeclaringType.GetElementType().FullName, method.Name), out var advice)
        && Framework.Owns(method.DeclaringType)
        && !TakesComparer(method)
            ? advice
            : null;

    /// <summary>A comparer of the caller's comes back to woven code.</summary>
    private static bool TakesComparer(MethodReference method) => method.Name is "Sort" && method.Parameters.Any(parameter =>
        parameter.ParameterType.Name.StartsWith("Comparison", StringComparison.Ordinal)
        || parameter.ParameterType.Name.StartsWith("IComparer", StringComparison.Ordinal));

    private static Dictionary<(string Type, string Method), string> Table()
    {
        var table = new Dictionary<(string Type, string Method), string>();
        Add(
            "System.Text.RegularExpressions.Regex", Backtracks,
            "Match", "Matches", "IsMatch", "Replace", "Split", "Count", "EnumerateMatches", "EnumerateSplits");
        Add("System.Numerics.BigInteger", LargeNumbers, "Pow", "ModPow", "Parse", "TryParse", "ToString", "op_Multiply", "Multiply");
        Add("System.Array", LargeData, "Sort");
        Add("System.Collections.Generic.List`1", LargeData, "Sort");
        Add("System.MemoryExtensions", LargeData, "Sort");
        Add("System.Text.Json.JsonSerializer", LargeData, "Serialize", "Deserialize", "SerializeToUtf8Bytes", "SerializeToNode");
        Add("System.Text.Json.JsonDocument", LargeData, "Parse");
        Add("System.Text.Json.Nodes.JsonNode", LargeData, "Parse");
        Add("System.Xml.Serialization.XmlSerializer", LargeData, "Serialize", "Deserialize");
        Add("System.Xml.Linq.XDocument", LargeData, "Load", "Parse");
        Add("System.Xml.Linq.XElement", LargeData, "Load", "Parse");
        Add("System.Xml.XmlDocument", LargeData, "Load", "LoadXml");
        Add("System.Xml.Xsl.XslCompiledTransform", Compiles, "Transform");
        Add("System.Linq.Expressions.LambdaExpression", Compiles, "Compile");
        Add(
            "System.IO.File", LargeFiles,
            "ReadAllBytes", "ReadAllText", "ReadAllLines", "WriteAllBytes", "WriteAllText", "WriteAllLines",
            "AppendAllText", "AppendAllLines", "Copy", "Move");
        Add("System.IO.Directory", LargeFiles, "GetFiles", "GetDirectories", "GetFileSystemEntries", "Delete", "Move");
        Add("System.IO.Compression.ZipFile", LargeFiles, "CreateFromDirectory", "ExtractToDirectory");
        Add("System.Security.Cryptography.Rfc2898DeriveBytes", LargeNumbers, "GetBytes", "Pbkdf2");
        Add("System.GC", "takes as long as the heap is large, or its finalizers run", "Collect", "WaitForPendingFinalizers");
        Add("System.Net.Dns", OtherSide, "GetHostEntry", "GetHostAddresses");
        Add("System.Net.NetworkInformation.Ping", OtherSide, "Send");
        Add("System.Net.Mail.SmtpClient", OtherSide, "Send");
        Add("System.Net.WebRequest", OtherSide, "GetResponse", "GetRequestStream");
        Add(
            "System.Net.WebClient", OtherSide,
            "DownloadString", "DownloadData", "DownloadFile", "UploadString", "UploadData", "UploadFile");
        Add("System.IO.Pipes.NamedPipeServerStream", OtherSide, "WaitForConnection");
        Add("System.IO.Pipes.NamedPipeClientStream", OtherSide, "Connect");
        Add("System.Data.Common.DbConnection", OtherSide, "Open");
        Add("System.Data.Common.DbCommand", OtherSide, "ExecuteReader", "ExecuteNonQuery", "ExecuteScalar");
        Add("System.Data.IDbConnection", OtherSide, "Open");
        Add("System.Data.IDbCommand", OtherSide, "ExecuteReader", "ExecuteNonQuery", "ExecuteScalar");
        Add("System.Data.Common.DbDataReader", OtherSide, "Read", "NextResult");
        Add("System.IO.TextReader", OtherSide, "ReadToEnd", "ReadLine");
        Add("System.IO.StreamReader", OtherSide, "ReadToEnd", "ReadLine");
        return table;

        void Add(string type, string advice, params ReadOnlySpan<string> methods)
        {
            foreach (var method in methods)
            {
                table.Add((type, method), advice);
            }
        }
    }
}
