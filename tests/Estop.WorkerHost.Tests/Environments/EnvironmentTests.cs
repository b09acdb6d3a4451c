using System.Globalization;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost.Tests.Environments;

/// <summary>What children find in their environment.</summary>
public sealed class EnvironmentTests
{
    private const string Setting = "SETTING_OF_THE_TEST";

    // What a service may have been started with, by a debugger, a profiler or its operator.
    private static readonly string[] NotForChildren =
        ["DOTNET_OF_THE_TEST", "CORECLR_OF_THE_TEST", "COMPlus_OF_THE_TEST", "ASPNETCORE_OF_THE_TEST", "ESTOP_OF_THE_TEST"];

    static EnvironmentTests()
    {
        foreach (var name in NotForChildren.Append(Setting))
        {
            Environment.SetEnvironmentVariable(name, "of the test");
        }
    }

    [Fact]
    public async Task A_child_has_what_its_service_has_but_for_what_is_meant_for_the_services_runtime_and_host()
    {
        var before = SocketsOf("*");
        await using var service = await ChildService.StartAsync(options =>
        {
            options.Environment["ASPNETCORE_OF_THE_CHILD"] = "declared";
            options.Environment["DOTNET_TieredPGO"] = "1";
        });
        var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
        var process = worker.Run.ProcessId!.Value;
        var environment = EnvironmentOf(process);

        Assert.Equal("of the test", environment[Setting]);
        Assert.All(NotForChildren, name => Assert.DoesNotContain(name, environment.Keys));
        Assert.Equal(("declared", "1"), (environment["ASPNETCORE_OF_THE_CHILD"], environment["DOTNET_TieredPGO"]));
        Assert.Equal(("0", "0"), (environment["DOTNET_EnableDiagnostics"], environment["DOTNET_gcServer"]));
        Assert.Empty(SocketsOf($"{process}").Except(before));
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task The_guardian_has_nothing_that_it_does_not_need()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
        var guardian = File.ReadLines($"/proc/{worker.Run.ProcessId}/status").Single(line => line.StartsWith("PPid:", StringComparison.Ordinal));

        var environment = EnvironmentOf(int.Parse(guardian.AsSpan("PPid:".Length), CultureInfo.InvariantCulture));

        Assert.Contains("PATH", environment.Keys);
        Assert.DoesNotContain(Setting, environment.Keys);
        Assert.All(NotForChildren, name => Assert.DoesNotContain(name, environment.Keys));
        await service.StopAsync(worker.Id);
    }

    [Theory]
    [InlineData("ESTOP_ROLE", "service", "is one by which children are started")]
    [InlineData("DOTNET_STARTUP_HOOKS", "Mine", "is one by which children are started")]
    [InlineData("A=B", "c", "is no name of a variable")]
    [InlineData("NAME", "a\0b", "has no value that an environment can hold")]
    public async Task What_cannot_be_declared_is_refused_when_the_host_starts(string name, string value, string refusal)
    {
        var ofAll = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ChildService.StartAsync(options => options.Environment[name] = value));
        var ofKind = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ChildService.StartAsync(register: estop => estop.AddWorker<NoInput>("odd", OrdinaryWork.Sleep, options =>
            {
                options.Containment = Containment.Auto;
                options.Environment["FINE"] = "fine";
            })));

        Assert.Contains(refusal, ofAll.Message, StringComparison.Ordinal);
        Assert.Contains("Environment of kind 'odd' need a process of its own", ofKind.Message, StringComparison.Ordinal);
    }

    /// <summary>Of runtimes, some of which were killed and have left theirs.</summary>
    private static string[] SocketsOf(string process) => Directory.GetFiles(Path.GetTempPath(), $"*-{process}-*socket");

    private static Dictionary<string, string> EnvironmentOf(int process) => File.ReadAllText($"/proc/{process}/environ")
        .TrimEnd('\0')
        .Split('\0')
        .Select(variable => variable.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}
