namespace Estop.Processes;

/// <summary>A process that was sent SIGKILL and is not dead yet, and what the kernel says of it.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="Name">What the kernel calls it, up to 15 characters.</param>
/// <param name="State">The kernel's letter for its state: <c>D</c> is a sleep that nothing interrupts, a frozen one included.</param>
/// <param name="WaitChannel">The kernel's function in which it waits; empty where the kernel does not tell.</param>
internal sealed record UnkilledProcess(int ProcessId, string Name, char State, string WaitChannel);
