using System.Globalization;

namespace Estop.Processes;

/// <summary>Under which marks and limits processes are started.</summary>
internal sealed class SpawnerPlace(string instance, CgroupHome cgroups)
{
    /// <summary>Starts one process, as a tree of its own.</summary>
    /// <exception cref="SpawnException">It could not be started. Nothing is left of it.</exception>
    public Tree Start(SpawnOrder order)
    {
        if (!order.IsWhole)
        {
            throw NativeError.For("The guardian could not take over the ends of a channel or an output", NativeError.ProcessFilesUsedUp);
        }

        var request = order.Request;
        if (LimitCheck.Refusals(request.Limits, cgroups.Abilities).FirstOrDefault() is { } refusal)
        {
            throw new SpawnException(refusal, 0);
        }

        var cookie = request.Cookie ?? Guid.NewGuid().ToString("N");
        var environment = new Dictionary<string, string>(request.Environment)
        {
            [ChildVariables.Instance] = instance,
            [ChildVariables.Child] = cookie,
            [ChildVariables.Guardian] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        };
        var processId = PosixSpawn.Start(
            request.Path, request.Arguments, environment, request.WorkingDirectory, order.Output, order.Channel);

        // Nobody reaps it meanwhile, so the number is its own even if it has ended.
        var handle = ProcessDescriptor.Open(processId, out var error);
        TreeCgroup? cgroup = null;
        try
        {
            if (handle is null)
            {
                throw NativeError.For($"A handle of '{request.Path}' could not be had", error);
            }

            // At once: what it starts is in it too. Children of this machinery start nothing before they are told what they are.
            cgroup = cgroups.Enter(processId, request.Limits);
            ProcessRights.Apply(processId, request.Limits, request.Nice);
            if (request.Limits.MemoryBytes is { } memory && !cgroups.Abilities.TreeMemory)
            {
                ProcessRights.LimitMemory(processId, memory);
            }

            return new Tree(order.Id, processId, handle, cookie, cgroup, request.Limits, request.Nice);
        }
        catch
        {
            _ = Libc.Kill(-processId, Libc.KillSignal);
            _ = Libc.Kill(processId, Libc.KillSignal);
            ProcessDescriptor.WaitAndReap(processId);
            handle?.Dispose();
            cgroup?.Remove();
            throw;
        }
    }
}
