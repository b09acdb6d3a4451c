using System.Text.RegularExpressions;

namespace Estop.Testing;

internal sealed class RegexBacktracking : HostileThread
{
    public override string Hostility => "An expression that tries every way to match, in a text that has none";

    public override bool EndsInProcess => false;

    protected override void Run()
    {
        var expression = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromSeconds(10));
        Arrive();
        _ = expression.IsMatch(new string('a', 40) + "!");
    }
}
