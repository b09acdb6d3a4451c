using System.Reflection;
using Estop.Weaving.Reports;
using Mono.Cecil;

namespace Estop.Weaving;

/// <summary>The mark of a woven assembly.</summary>
internal static class Stamp
{
    private const string Attribute = "Estop.Runtime.WovenAttribute";

    /// <summary>The version of this weaver.</summary>
    public static string Version { get; } =
        typeof(Stamp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The version of the weaver that the assembly was woven by; null when it was not.</summary>
    public static string? Read(AssemblyDefinition assembly) =>
        assembly.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Attribute) is { } stamp
            ? stamp.ConstructorArguments[0].Value as string ?? "unknown"
            : null;

    public static void Put(ModuleDefinition module, RuntimeReferences runtime, StoppabilityReport report)
    {
        var stamp = new CustomAttribute(runtime.Stamp);
        stamp.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, Version));
        module.Assembly.CustomAttributes.Add(stamp);

        var stoppability = new CustomAttribute(runtime.Stoppability);
        stoppability.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.Int32, report.Methods));
        stoppability.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.Int32, report.MethodsCovered));
        stoppability.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, Findings.Summary(report)));
        module.Assembly.CustomAttributes.Add(stoppability);
    }
}
