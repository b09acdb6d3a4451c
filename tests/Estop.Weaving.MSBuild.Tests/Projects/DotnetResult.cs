namespace Estop.Weaving.MSBuild.Tests.Projects;

internal sealed record DotnetResult(int ExitCode, string Output)
{
    /// <summary>The output of a command that had to succeed.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}");
        return Output;
    }

    /// <summary>The output of a command that had to fail.</summary>
    public string Failed()
    {
        Assert.True(ExitCode != 0, $"It succeeded:\n{Output}");
        return Output;
    }
}
