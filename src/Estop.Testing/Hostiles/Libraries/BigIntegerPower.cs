using System.Numerics;

namespace Estop.Testing;

internal sealed class BigIntegerPower : HostileThread
{
    public override string Hostility => "A power with millions of digits, in one call";

    public override bool EndsInProcess => false;

    protected override void Run()
    {
        Arrive();
        _ = BigInteger.Pow(7, 60_000_000);
    }
}
