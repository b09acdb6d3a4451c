using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests;

/// <summary>The story of the project, told by its sample: one endless worker per device.</summary>
public partial class SampleTests(SampleService service, ITestOutputHelper log) : IClassFixture<SampleService>
{
    private const string Kind = "device-monitor";
    private const int CommandNotFound = 127;

    [Fact]
    public async Task The_curl_lines_work_as_they_are_printed()
    {
        await service.Output.LineAsync(CurlDelete);
        var lines = service.Output.ToString().Split('\n').Where(line => line.TrimStart().StartsWith("curl ")).ToArray();
        Assert.Equal(3, lines.Length);

        var posted = await RunInShellAsync(lines[0]);
        var found = await RunInShellAsync(lines[1]);
        var deleted = await RunInShellAsync(lines[2]);

        Assert.Equal("cam-42", posted.GetProperty("id").GetString());
        Assert.Equal("cam-42", found.GetProperty("id").GetString());
        Assert.Equal("stopped", deleted.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_worker_in_its_sleep_is_stopped_at_once()
    {
        await using var device = TestDevice.Answering();
        var id = await service.Api.StartAsync(Kind, new { address = device.Address });
        // It hangs up after each answer, and sleeps for five seconds.
        await device.HungUpAsync();
        await service.Api.HasReportedAsync(id);

        await StopTest.StopsAsync(service, id, log);
    }

    [Fact]
    public async Task A_worker_in_a_blocking_read_is_stopped_at_once_and_its_connection_is_closed()
    {
        await using var device = TestDevice.Silent();
        var id = await service.Api.StartAsync(Kind, new { address = device.Address });
        await device.AskedAsync();

        await StopTest.StopsAsync(service, id, log);

        await device.HungUpAsync();
        await service.Output.LineAsync(new Regex($"Let go of {Regex.Escape(device.Address)}"));
    }

    [Fact]
    public async Task Of_ten_workers_the_one_on_a_silent_device_is_stopped_and_the_nine_others_go_on()
    {
        await using var silent = TestDevice.Silent();
        var devices = Enumerable.Range(0, 9).Select(_ => TestDevice.Answering()).ToArray();
        var ids = await Task.WhenAll(devices.Select(device => service.Api.StartAsync(Kind, new { address = device.Address })));
        var stuck = await service.Api.StartAsync(Kind, new { address = silent.Address });
        await silent.AskedAsync();
        await Task.WhenAll(devices.Select(device => device.AskedAsync()));

        await StopTest.StopsAsync(service, stuck, log);

        foreach (var device in devices)
        {
            device.Forget();
        }

        await Task.WhenAll(devices.Select(device => device.AskedAsync()));
        foreach (var id in ids)
        {
            Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync(id)).Status);
        }

        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_same_id_can_be_started_again_once_it_is_stopped()
    {
        await using var device = TestDevice.Answering();
        var body = JsonSerializer.Serialize(new { kind = Kind, id = "again", input = new { address = device.Address } });

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(HttpStatusCode.Created, (await service.Api.PostAsync(body)).Status);
            Assert.Equal(HttpStatusCode.OK, (await service.Api.PostAsync(body)).Status);
            Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync("again")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await service.Api.GetAsync("again")).Status);
        }
    }

    private static async Task<JsonElement> RunInShellAsync(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardOutput = true })!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var output = await shell.StandardOutput.ReadToEndAsync(timeout.Token);
        await shell.WaitForExitAsync(timeout.Token);
        Assert.SkipWhen(
            shell.ExitCode == CommandNotFound && Environment.GetEnvironmentVariable("CI") is null, "There is no curl here.");
        Assert.Equal(0, shell.ExitCode);
        return JsonDocument.Parse(output).RootElement;
    }

    [GeneratedRegex("curl -X DELETE")]
    private static partial Regex CurlDelete { get; }
}
