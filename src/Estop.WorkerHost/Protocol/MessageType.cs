namespace Estop.WorkerHost;

/// <summary>What a message between the service and a child is about.</summary>
internal enum MessageType
{
    /// <summary>To the child: what it is to make ready. The first message.</summary>
    Hello = 0,

    /// <summary>To the service: the child is ready, or could not become so.</summary>
    Ready = 1,

    /// <summary>To the child: start a run.</summary>
    Start = 2,

    /// <summary>To the service: the run has its thread or task.</summary>
    Started = 3,

    /// <summary>To the service: the code of the run begins.</summary>
    Entered = 4,

    /// <summary>To the service: what the run has reported last.</summary>
    Progress = 5,

    /// <summary>To the service: something was logged, or a line was written.</summary>
    Log = 6,

    /// <summary>To the child: stop a run.</summary>
    Stop = 7,

    /// <summary>To the service: the stop has begun. A child that does not say so in time is killed.</summary>
    Stopping = 8,

    /// <summary>To the service: the stop is over, with its receipt.</summary>
    Stopped = 9,

    /// <summary>To the child: pause a run.</summary>
    Pause = 10,

    /// <summary>To the service: the pause, with its receipt.</summary>
    Paused = 11,

    /// <summary>To the child: let a paused run go on.</summary>
    Resume = 12,

    /// <summary>To the child: look at a run.</summary>
    Look = 13,

    /// <summary>To the service: what was seen.</summary>
    Looked = 14,

    /// <summary>To the service: no code of the run executes any more.</summary>
    Ended = 15,

    /// <summary>To the service: somebody has asked the child to terminate. It goes on; the service decides.</summary>
    AskedToTerminate = 16,

    /// <summary>To the service: the runtime's abort is about to be sent, which the child may not live through.</summary>
    Aborting = 17,

    /// <summary>To the service: the code of the run has asked for its end, and some of it does not come out.</summary>
    CannotExit = 18,
}
