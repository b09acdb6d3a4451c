namespace Estop.Workers;

/// <summary>Where a run executes.</summary>
public enum Containment
{
    /// <summary>
    /// Chosen for each run: in the service's process, unless the kind is not woven, comes to native code or to libraries that are not
    /// woven, or a run of it has been abandoned there; then in a process of its own. Without child processes always in the service's process. The default.
    /// </summary>
    Auto = 0,

    /// <summary>In the service's own process: starts quickest, and code in it can be abandoned.</summary>
    InProcess = 1,

    /// <summary>
    /// In a child process with other runs of its kind. One that does not come out takes the process with it, and the others are
    /// started again elsewhere.
    /// </summary>
    SharedProcess = 2,

    /// <summary>In a child process of its own, which ends with it.</summary>
    OwnProcess = 3,
}
