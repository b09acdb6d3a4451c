using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security;

namespace Estop.Corpus;

/// <summary>Has the runtime compile the methods of a library, which finds faults of stack and flow.</summary>
public sealed class PreparedLibrary
{
    private const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static;

    private readonly List<string> _faults = [];

    /// <param name="context">Where the library is loaded.</param>
    /// <param name="library">The assembly's name.</param>
    /// <param name="each">Every how many of the methods are compiled: 1 for all.</param>
    public PreparedLibrary(LibraryContext context, string library, int each = 1)
    {
        foreach (var method in TypesOf(context.LoadFromAssemblyName(new AssemblyName(library))).SelectMany(MethodsOf))
        {
            if (HasBody(method) && Methods++ % each == 0)
            {
                Prepare(method);
            }
        }
    }

    /// <summary>How many methods there were.</summary>
    public int Methods { get; private set; }

    /// <summary>The methods that the runtime does not take.</summary>
    public IReadOnlyList<string> Faults => _faults;

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException error)
        {
            // What refers to a library that is not there, as optional parts do.
            return error.Types.OfType<Type>();
        }
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        try
        {
            return [.. type.GetMethods(All), .. type.GetConstructors(All)];
        }
        catch (Exception error) when (error is IOException or TypeLoadException)
        {
            return [];
        }
    }

    private static bool HasBody(MethodBase method)
    {
        try
        {
            return method.GetMethodBody() is not null;
        }
        catch (Exception error) when (error is IOException or TypeLoadException)
        {
            return false;
        }
    }

    private void Prepare(MethodBase method)
    {
        try
        {
            Type[] arguments = [.. Arguments(method.DeclaringType!), .. method is MethodInfo info ? Arguments(info) : []];
            RuntimeHelpers.PrepareMethod(
                method.MethodHandle, arguments.Length == 0 ? null : [.. arguments.Select(argument => argument.TypeHandle)]);
        }
        catch (Exception error) when (error is InvalidProgramException or BadImageFormatException)
        {
            _faults.Add($"{method.DeclaringType}.{method.Name} does not compile: {error.Message}");
        }
        catch (Exception error) when (error is ArgumentException or TypeLoadException or VerificationException or IOException
            or MissingMemberException or EntryPointNotFoundException or PlatformNotSupportedException or NotSupportedException)
        {
            // Constraints that an object does not meet, or a library that is not there: such a method is compiled when it is used.
        }
    }

    private static IEnumerable<Type> Arguments(Type type) =>
        type.IsGenericTypeDefinition ? type.GetGenericArguments().Select(_ => typeof(object)) : [];

    private static IEnumerable<Type> Arguments(MethodInfo method) =>
        method.IsGenericMethodDefinition ? method.GetGenericArguments().Select(_ => typeof(object)) : [];
}
