using Estop.Weaving.Passes.Tokens;
using Mono.Cecil;

namespace Estop.Weaving.Passes.Awaits;

/// <summary>
/// Which operations may be let go of: those that hold nothing which the worker's cleanup gives back, closes or releases, and
/// take nothing that would be lost with their result.
/// </summary>
internal static class LetGoRules
{
    private static readonly string[] Taking =
    [
        "Wait", "Lock", "Enter", "TryEnter", "Acquire", "TryAcquire", "Rent", "Reserve", "Take", "Dequeue", "TryDequeue", "Receive",
        "Consume", "Pop", "MoveNext", "GetOr",
    ];

    private static readonly HashSet<string> Plain =
    [
        "System.String", "System.Decimal", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.TimeSpan", "System.Guid", "System.Uri", "System.Version", "System.Type", "System.Threading.CancellationToken",
        "System.Globalization.CultureInfo", "System.Text.Encoding", "System.Net.IPAddress", "System.Net.IPEndPoint",
        "System.Net.DnsEndPoint",
    ];

    /// <summary>Safe to dispose under a pending operation, which then ends.</summary>
    private static readonly HashSet<string> Clients = ["System.Net.Http.HttpClient", "System.Net.Http.HttpMessageInvoker"];

    /// <param name="called">What returns the task.</param>
    /// <param name="module">Where it is awaited.</param>
    public static bool MayBeLetGo(MethodReference called, ModuleDefinition module) =>
        !Array.Exists(Taking, name => called.Name.StartsWith(name, StringComparison.Ordinal))
        && TokenRules.MayTakeToken(called)
        && called.Resolve() is { } method
        && (method.IsAbstract || method.Module != module)
        && !AwaitedTasks.IsTask(called.DeclaringType)
        && (method.IsStatic || Clients.Contains(method.DeclaringType.FullName) || !HoldsSomething(method.DeclaringType))
        && method.Parameters.All(static parameter => IsPlain(parameter.ParameterType));

    /// <summary>Whether what is disposed of, or a lock, is used by an operation that is pending.</summary>
    private static bool HoldsSomething(TypeDefinition type) =>
        HeldTypes.IsLock(type)
        || BaseTypes.SelfAndBases(type).Append(type).SelectMany(static one => AllInterfaces(one)).Any(static one =>
            one.FullName is "System.IDisposable" or "System.IAsyncDisposable"
            || one.GetElementType().FullName.StartsWith("System.Collections.Generic.IAsyncEnumerator", StringComparison.Ordinal));

    private static IEnumerable<TypeReference> AllInterfaces(TypeDefinition type) =>
        type.Interfaces.SelectMany(static implemented =>
            implemented.InterfaceType.Resolve() is { } found
                ? AllInterfaces(found).Append(implemented.InterfaceType)
                : [implemented.InterfaceType]);

    private static bool IsPlain(TypeReference type) => type switch
    {
        GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable => IsPlain(nullable.GenericArguments[0]),
        TypeSpecification or GenericParameter => false,
        { IsPrimitive: true } => type.MetadataType is not (MetadataType.IntPtr or MetadataType.UIntPtr),
        _ => Plain.Contains(type.FullName) || Clients.Contains(type.FullName) || type.Resolve() is { IsEnum: true },
    };
}
