using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Reports;

/// <summary>Where something is, in the words of the source.</summary>
internal static class Sites
{
    /// <param name="method">The method.</param>
    /// <param name="at">Where in it, before anything was changed; null for its beginning.</param>
    public static StoppabilitySite Of(MethodDefinition method, Instruction? at = null)
    {
        var name = MethodNames.InSource(method);
        return PointOf(method, at) is { } point
            ? new StoppabilitySite(name, point.Document.Url, point.StartLine)
            : new StoppabilitySite(name);
    }

    private static SequencePoint? PointOf(MethodDefinition method, Instruction? at)
    {
        if (!method.DebugInformation.HasSequencePoints)
        {
            return null;
        }

        var points = method.DebugInformation.SequencePoints.Where(point => !point.IsHidden);
        return at is null
            ? points.FirstOrDefault()
            : points.LastOrDefault(point => point.Offset <= at.Offset) ?? points.FirstOrDefault();
    }
}
