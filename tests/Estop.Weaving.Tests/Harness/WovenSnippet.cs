using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Security;

namespace Estop.Weaving.Tests.Harness;

/// <summary>A woven assembly with its symbols, in memory.</summary>
internal sealed record WovenSnippet(byte[] Assembly, byte[]? Symbols, StoppabilityReport Report)
{
    /// <summary>Loads the assembly into a context of its own, and has the runtime compile every method.</summary>
    public LoadedSnippet Load() => Load(Assembly, Symbols);

    /// <summary>The same for any assembly.</summary>
    public static LoadedSnippet Load(byte[] assembly, byte[]? symbols)
    {
        var context = new AssemblyLoadContext("snippet", isCollectible: true);
        var loaded = context.LoadFromStream(new MemoryStream(assembly), symbols is null ? null : new MemoryStream(symbols));
        Prepare(loaded);
        return new LoadedSnippet(context, loaded);
    }

    /// <summary>Has the runtime compile every method body, which finds faults of stack and flow.</summary>
    public static int Prepare(Assembly assembly)
    {
        const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
            | BindingFlags.Instance | BindingFlags.Static;
        var count = 0;
        foreach (var type in assembly.GetTypes())
        {
            foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
            {
                if (method.GetMethodBody() is null)
                {
                    continue;
                }

                Prepare(method);
                count++;
            }
        }

        return count;
    }

    private static void Prepare(MethodBase method)
    {
        try
        {
            Type[] arguments = [.. Arguments(method.DeclaringType!), .. method is MethodInfo info ? Arguments(info) : []];
            RuntimeHelpers.PrepareMethod(
                method.MethodHandle,
                arguments.Length == 0 ? null : [.. arguments.Select(argument => argument.TypeHandle)]);
        }
        catch (Exception error) when (error is InvalidProgramException or BadImageFormatException)
        {
            Assert.Fail($"{method.DeclaringType}.{method.Name} does not compile: {error.Message}");
        }
        catch (Exception error) when (error is ArgumentException or TypeLoadException or VerificationException)
        {
            // The constraints of a generic parameter do not let it be an object: such a method is compiled when it is used.
        }
    }

    private static IEnumerable<Type> Arguments(Type type) =>
        type.IsGenericTypeDefinition ? type.GetGenericArguments().Select(_ => typeof(object)) : [];

    private static IEnumerable<Type> Arguments(MethodInfo method) =>
        method.IsGenericMethodDefinition ? method.GetGenericArguments().Select(_ => typeof(object)) : [];
}
