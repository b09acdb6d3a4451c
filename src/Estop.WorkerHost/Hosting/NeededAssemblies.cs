using System.Reflection;
using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>
/// Loads what Estop's own code refers to, while there are descriptors: an assembly that could not be opened once is never looked for
/// again by the runtime, and whatever needs it fails until the service is restarted.
/// </summary>
internal static class NeededAssemblies
{
    private static readonly Type[] Ours = [typeof(StopScope), typeof(Kind), typeof(NeededAssemblies), typeof(ServiceBuild)];

    public static void Load()
    {
        foreach (var name in Ours.SelectMany(static type => type.Assembly.GetReferencedAssemblies()).DistinctBy(static name => name.Name))
        {
            try
            {
                Assembly.Load(name);
            }
            catch (Exception exception) when (exception is IOException or BadImageFormatException)
            {
                // The service does without it, or says so where it is needed.
            }
        }
    }
}
