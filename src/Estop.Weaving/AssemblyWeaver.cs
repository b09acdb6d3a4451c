namespace Estop.Weaving;

/// <summary>Weaves assemblies: an assembly in, an assembly and a report out.</summary>
public static class AssemblyWeaver
{
    /// <summary>Weaves the assembly file in place. On any error the file is as it was.</summary>
    /// <exception cref="WeavingException">The assembly cannot be woven; the message says why and what to do.</exception>
    public static WeaveResult WeaveFile(WeaveFileRequest request) => throw new NotImplementedException();

    /// <summary>Whether the assembly file carries the weaver's stamp.</summary>
    /// <exception cref="WeavingException">The file is not a managed assembly.</exception>
    public static bool IsWoven(string path) => throw new NotImplementedException();
}
