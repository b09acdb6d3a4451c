using System.Reflection;

namespace Estop.Testing;

internal sealed class ReflectionSwallow : HostileThread
{
    public override string Hostility => "Calls by reflection, which wraps what is thrown, and swallows the wrapping";

    protected override void Run()
    {
        var method = ((Action)Sleep).Method;
        while (!Released)
        {
            try
            {
                method.Invoke(this, null);
            }
            catch (TargetInvocationException)
            {
            }
        }
    }

    private void Sleep()
    {
        Arrive();
        Thread.Sleep(1000);
    }
}
