using System.Reflection;

namespace Estop.Weaving.Tests.Languages;

/// <summary>
/// A class of code to be woven: <c>Results</c> tells what it does, and each method whose name starts with <c>Endless</c>
/// calls what it is given, and then does not end.
/// </summary>
internal sealed class Feature(Type type)
{
    public IEnumerable<MethodInfo> Endless =>
        type.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(method => method.Name.StartsWith("Endless", StringComparison.Ordinal));

    public static Feature Of(Assembly assembly, string name) => new(assembly.GetType(name, throwOnError: true)!);

    public async Task<string> ResultsAsync()
    {
        var results = type.GetMethod("Results")!.Invoke(null, null);
        return results as string ?? await ((Task<string>)results!).WaitAsync(TimeSpan.FromSeconds(30));
    }
}
