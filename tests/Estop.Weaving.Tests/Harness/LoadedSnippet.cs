using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace Estop.Weaving.Tests.Harness;

/// <summary>A woven assembly that can be called.</summary>
internal sealed class LoadedSnippet(AssemblyLoadContext context, Assembly assembly) : IDisposable
{
    public Assembly Assembly => assembly;

    /// <summary>Calls a static method of the class <c>Code</c>.</summary>
    public object? Call(string method, params object?[] arguments)
    {
        try
        {
            return Method(method).Invoke(null, arguments);
        }
        catch (TargetInvocationException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
            throw;
        }
    }

    /// <summary>A static method of the class <c>Code</c>, to be called where the test wants it.</summary>
    public T Delegate<T>(string method)
        where T : Delegate => Method(method).CreateDelegate<T>();

    /// <summary>What the snippet's class <c>Code</c> has put into its static list <c>Log</c>, separated by spaces.</summary>
    public string Log() => string.Join(
        ' ', (IEnumerable<string>)assembly.GetType("Code")!.GetField("Log", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!);

    public void Dispose() => context.Unload();

    private MethodInfo Method(string method) =>
        assembly.GetType("Code", throwOnError: true)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new ArgumentException($"The snippet's class Code has no static method {method}.");
}
