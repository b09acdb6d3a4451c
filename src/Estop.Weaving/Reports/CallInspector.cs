using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Reports;

/// <summary>Tells which calls may hold up a stop. Remembers: the same methods are called from many places.</summary>
/// <param name="module">The module that is woven.</param>
/// <param name="libraries">Which of the assemblies it calls are woven.</param>
internal sealed class CallInspector(ModuleDefinition module, Libraries libraries)
{
    private readonly Dictionary<MethodReference, CallVerdict?> _known = [];

    /// <summary>Why the call may hold up a stop; null when it is known not to, or counts as short.</summary>
    public CallVerdict? Inspect(Instruction call) => call.Operand switch
    {
        CallSite site when IsNative(site) =>
            new CallVerdict(StoppabilityCause.FunctionPointerCall, site.FullName, "native code, through a function pointer"),
        MethodReference method => Inspect(method.GetElementMethod()),
        _ => null,
    };

    private CallVerdict? Inspect(MethodReference method)
    {
        if (!_known.TryGetValue(method, out var verdict))
        {
            verdict = Judge(method);
            _known.Add(method, verdict);
        }

        return verdict;
    }

    private CallVerdict? Judge(MethodReference method)
    {
        var scope = method.DeclaringType.GetElementType().Scope;
        return scope == module ? OfOwn(method)
            : LongRunners.About(method) is { } advice ? new CallVerdict(StoppabilityCause.LongRunningCall, MethodNames.Of(method), advice)
            : scope is AssemblyNameReference assembly && libraries.IsUnwoven(assembly) && !QuickMethods.IsQuick(method)
                ? new CallVerdict(StoppabilityCause.UnwovenCall, MethodNames.Of(method), $"in {assembly.Name}, which is not woven")
            : null;
    }

    private static CallVerdict? OfOwn(MethodReference method) =>
        method.Resolve() is { IsPInvokeImpl: true, PInvokeInfo: { } import } native && !IsDeclaredShort(native)
            ? new CallVerdict(
                StoppabilityCause.NativeCall,
                $"{import.Module.Name}!{(string.IsNullOrEmpty(import.EntryPoint) ? native.Name : import.EntryPoint)}",
                "a native function")
            : null;

    /// <summary>By its contract such a function takes less than a microsecond and never waits.</summary>
    private static bool IsDeclaredShort(MethodDefinition native) => native.CustomAttributes.Any(attribute =>
        attribute.AttributeType.FullName == "System.Runtime.InteropServices.SuppressGCTransitionAttribute");

    private static bool IsNative(CallSite site) => site.CallingConvention
        is not (MethodCallingConvention.Default or MethodCallingConvention.VarArg or MethodCallingConvention.Generic);
}
