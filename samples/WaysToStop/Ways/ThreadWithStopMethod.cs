namespace Sample;

/// <summary>A class of one's own around a thread, with a stop method and the system's id of the thread.</summary>
internal sealed class ThreadWithStopMethod : Way
{
    private StoppableThread _thread = null!;

    public override string Idea => "a thread class with a stop method and its OS thread id";

    public override bool IsAsked => _thread.IsStopped;

    public override void Start(StoryWorker worker, Place place)
    {
        _thread = new StoppableThread(worker.Run);
        _thread.Start();
        worker.InPlace.Wait();
    }

    public override void Stop() => _thread.Stop();

    public override bool AwaitEnd(TimeSpan time) => _thread.Join(time);

    private sealed class StoppableThread
    {
        private readonly Thread _thread;
        private volatile bool _stop;

        public StoppableThread(Action body) => _thread = new Thread(() =>
        {
            Id = OperatingSystem.IsLinux() ? Libc.ThreadId() : 0;
            body();
        })
        { IsBackground = true };

        /// <summary>Names the thread in every tool, and gives no means to end it.</summary>
        public int Id { get; private set; }

        public bool IsStopped => _stop;

        public void Start() => _thread.Start();

        public void Stop() => _stop = true;

        public bool Join(TimeSpan time) => _thread.Join(time);
    }
}
