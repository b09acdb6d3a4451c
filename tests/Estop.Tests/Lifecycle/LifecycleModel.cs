namespace Estop.Tests.Lifecycle;

/// <summary>What a scope must be like after each step, when one step is taken after the other.</summary>
internal sealed class LifecycleModel
{
    private int _childrenTold;
    private int _childEndsTold;
    private int _children;
    private bool _bodyToldToEnd;
    private bool _bodyToldToFail;

    public bool Paused { get; private set; }

    /// <summary>How the scope may have ended; null while it must not be over.</summary>
    public ScopeOutcome[]? Ends { get; private set; }

    /// <summary>
    /// Whether all of it has been told to end, and it may do so though it is paused: what ends right behind a wait comes to no
    /// safepoint on its way.
    /// </summary>
    public bool MayBeOver => Paused && ToldToEnd;

    private bool ToldToEnd => _bodyToldToEnd && _children + _childrenTold == _childEndsTold;

    private ScopeOutcome OwnEnd => _bodyToldToFail ? ScopeOutcome.Failed : ScopeOutcome.Completed;

    /// <summary>Whether the step makes sense: the body does nothing after it was told to end.</summary>
    public bool Allows(Step step) => step switch
    {
        Step.Complete or Step.Fail or Step.ChildStart => !_bodyToldToEnd,
        Step.ChildEnd => _children + _childrenTold > _childEndsTold,
        _ => true,
    };

    public void Take(Step step)
    {
        if (Ends is not null)
        {
            return;
        }

        switch (step)
        {
            case Step.Stop or Step.Dispose:
                // What had been told to end may do so before the stop comes to it.
                Paused = false;
                Ends = ToldToEnd || (_bodyToldToEnd && _bodyToldToFail)
                    ? [ScopeOutcome.Stopped, OwnEnd]
                    : [ScopeOutcome.Stopped];
                return;
            case Step.Pause or Step.Resume:
                Paused = step == Step.Pause;
                break;
            case Step.Complete or Step.Fail:
                _bodyToldToEnd = true;
                _bodyToldToFail = step == Step.Fail;
                break;
            case Step.ChildStart:
                _childrenTold++;
                break;
            default:
                _childEndsTold++;
                break;
        }

        if (!Paused)
        {
            GoOn();
        }
    }

    /// <summary>What was told while the scope was paused is carried out when it goes on.</summary>
    private void GoOn()
    {
        _children += _childrenTold - _childEndsTold;
        (_childrenTold, _childEndsTold) = (0, 0);
        if (ToldToEnd)
        {
            Ends = [OwnEnd];
        }
    }
}
