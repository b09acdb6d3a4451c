using System.Diagnostics;

namespace Estop.Runtime;

/// <summary>Events that the framework raises on threads of its own. Their handlers belong to the scope that added them.</summary>
public static class Events
{
    /// <summary>In place of adding to <see cref="Process.Exited"/>.</summary>
    [ReplacesCall(typeof(Process), "add_Exited")]
    public static void AddExited(Process process, EventHandler? value) =>
        process.Exited += EventHandlers.Add(
            process, nameof(Process.Exited), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="Process.Exited"/>.</summary>
    [ReplacesCall(typeof(Process), "remove_Exited")]
    public static void RemoveExited(Process process, EventHandler? value) =>
        process.Exited -= EventHandlers.Remove(process, nameof(Process.Exited), value!);

    /// <summary>In place of adding to <see cref="Process.OutputDataReceived"/>.</summary>
    [ReplacesCall(typeof(Process), "add_OutputDataReceived")]
    public static void AddOutputDataReceived(Process process, DataReceivedEventHandler? value) =>
        process.OutputDataReceived += EventHandlers.Add(
            process, nameof(Process.OutputDataReceived), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="Process.OutputDataReceived"/>.</summary>
    [ReplacesCall(typeof(Process), "remove_OutputDataReceived")]
    public static void RemoveOutputDataReceived(Process process, DataReceivedEventHandler? value) =>
        process.OutputDataReceived -= EventHandlers.Remove(process, nameof(Process.OutputDataReceived), value!);

    /// <summary>In place of adding to <see cref="Process.ErrorDataReceived"/>.</summary>
    [ReplacesCall(typeof(Process), "add_ErrorDataReceived")]
    public static void AddErrorDataReceived(Process process, DataReceivedEventHandler? value) =>
        process.ErrorDataReceived += EventHandlers.Add(
            process, nameof(Process.ErrorDataReceived), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="Process.ErrorDataReceived"/>.</summary>
    [ReplacesCall(typeof(Process), "remove_ErrorDataReceived")]
    public static void RemoveErrorDataReceived(Process process, DataReceivedEventHandler? value) =>
        process.ErrorDataReceived -= EventHandlers.Remove(process, nameof(Process.ErrorDataReceived), value!);

    /// <summary>In place of adding to <see cref="FileSystemWatcher.Changed"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "add_Changed")]
    public static void AddChanged(FileSystemWatcher watcher, FileSystemEventHandler? value) =>
        watcher.Changed += EventHandlers.Add(
            watcher, nameof(FileSystemWatcher.Changed), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="FileSystemWatcher.Changed"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "remove_Changed")]
    public static void RemoveChanged(FileSystemWatcher watcher, FileSystemEventHandler? value) =>
        watcher.Changed -= EventHandlers.Remove(watcher, nameof(FileSystemWatcher.Changed), value!);

    /// <summary>In place of adding to <see cref="FileSystemWatcher.Created"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "add_Created")]
    public static void AddCreated(FileSystemWatcher watcher, FileSystemEventHandler? value) =>
        watcher.Created += EventHandlers.Add(
            watcher, nameof(FileSystemWatcher.Created), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="FileSystemWatcher.Created"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "remove_Created")]
    public static void RemoveCreated(FileSystemWatcher watcher, FileSystemEventHandler? value) =>
        watcher.Created -= EventHandlers.Remove(watcher, nameof(FileSystemWatcher.Created), value!);

    /// <summary>In place of adding to <see cref="FileSystemWatcher.Deleted"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "add_Deleted")]
    public static void AddDeleted(FileSystemWatcher watcher, FileSystemEventHandler? value) =>
        watcher.Deleted += EventHandlers.Add(
            watcher, nameof(FileSystemWatcher.Deleted), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="FileSystemWatcher.Deleted"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "remove_Deleted")]
    public static void RemoveDeleted(FileSystemWatcher watcher, FileSystemEventHandler? value) =>
        watcher.Deleted -= EventHandlers.Remove(watcher, nameof(FileSystemWatcher.Deleted), value!);

    /// <summary>In place of adding to <see cref="FileSystemWatcher.Renamed"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "add_Renamed")]
    public static void AddRenamed(FileSystemWatcher watcher, RenamedEventHandler? value) =>
        watcher.Renamed += EventHandlers.Add(
            watcher, nameof(FileSystemWatcher.Renamed), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="FileSystemWatcher.Renamed"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "remove_Renamed")]
    public static void RemoveRenamed(FileSystemWatcher watcher, RenamedEventHandler? value) =>
        watcher.Renamed -= EventHandlers.Remove(watcher, nameof(FileSystemWatcher.Renamed), value!);

    /// <summary>In place of adding to <see cref="FileSystemWatcher.Error"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "add_Error")]
    public static void AddError(FileSystemWatcher watcher, ErrorEventHandler? value) =>
        watcher.Error += EventHandlers.Add(
            watcher, nameof(FileSystemWatcher.Error), value!, static (calls, handler) => (sender, arguments) =>
            calls.Run((handler, sender, arguments), static call => call.handler(call.sender, call.arguments)));

    /// <summary>In place of removing from <see cref="FileSystemWatcher.Error"/>.</summary>
    [ReplacesCall(typeof(FileSystemWatcher), "remove_Error")]
    public static void RemoveError(FileSystemWatcher watcher, ErrorEventHandler? value) =>
        watcher.Error -= EventHandlers.Remove(watcher, nameof(FileSystemWatcher.Error), value!);
}
