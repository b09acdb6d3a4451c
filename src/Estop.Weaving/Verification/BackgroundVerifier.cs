using System.Collections.Concurrent;

namespace Estop.Weaving.Verification;

/// <summary>
/// Verifies bodies in the order they are woven, on another thread, while the next ones are woven: a body that is woven is
/// not touched again before the assembly is written. Cecil finds types for several threads at once.
/// </summary>
internal sealed class BackgroundVerifier : IDisposable
{
    private readonly BlockingCollection<MethodPlan> _woven = [];
    private readonly Task _verification;

    public BackgroundVerifier(BodyVerifier verifier) => _verification = Task.Run(() =>
    {
        foreach (var plan in _woven.GetConsumingEnumerable())
        {
            verifier.Verify(plan);
        }
    });

    public void Add(MethodPlan plan) => _woven.Add(plan);

    /// <summary>Waits until all is verified.</summary>
    /// <exception cref="WeavingException">A body is wrong; the first one, when there are several.</exception>
    public void Finish()
    {
        _woven.CompleteAdding();
        _verification.GetAwaiter().GetResult();
    }

    /// <summary>Waits until nothing is looked at any more, also when the weaving has failed.</summary>
    public void Dispose()
    {
        _woven.CompleteAdding();
        ((IAsyncResult)_verification).AsyncWaitHandle.WaitOne();
        _woven.Dispose();
    }
}
