using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Estop.EndToEnd.Tests.Forms;

/// <summary>Services with child processes, in every form in which services are published.</summary>
[SupportedOSPlatform("linux")]
public partial class FormTests(PublishedForms forms) : IClassFixture<PublishedForms>
{
    private const int Nobody = 65534;

    [Theory]
    [InlineData("dotnet")]
    [InlineData("dependent")]
    [InlineData("ready-to-run")]
    [InlineData("single-file")]
    [InlineData("self-contained")]
    [InlineData("single-file-self-contained")]
    public async Task A_service_in_this_form_runs_workers_in_children_and_stops_them(string form)
    {
        await using var service = forms.Service(form);
        await service.InitializeAsync();
        var own = await StartAsync(service, "telling-of-itself", "ownProcess");
        var shared = await StartAsync(service, "telling-of-itself", "sharedProcess");
        var listed = (await service.Api.SendAsync(HttpMethod.Get, "/v1/workers")).Text;

        foreach (var id in new[] { own, shared })
        {
            Assert.Contains(id, listed, StringComparison.Ordinal);
            var run = (await service.Api.HasReportedAsync(id)).Json.GetProperty("run");
            var process = run.GetProperty("processId").GetInt32();
            Assert.Equal(PublishedService.ExecutableOf(service.ProcessId), PublishedService.ExecutableOf(process));

            // The service itself has the other one, by its project.
            Assert.StartsWith("workstation GC", run.GetProperty("progress").GetProperty("text").GetString(), StringComparison.Ordinal);

            var answer = await service.Api.DeleteAsync(id);

            Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
            Assert.Equal("stopped", answer.Json.GetProperty("outcome").GetString());
            HasGone(process);
        }

        service.Kill();
        Until(() => !service.Processes.Any(), "nothing of it is left");
    }

    [Fact]
    public async Task A_service_that_was_published_without_startup_hooks_is_refused()
    {
        await using var service = forms.Copy("without-hooks");
        service.Replace("Service.runtimeconfig.json", "\"configProperties\": {", "\"configProperties\": { \"System.StartupHookProvider.IsSupported\": false, ");

        var refusal = await RefusalOf(service);

        Assert.Contains("Child processes need startup hooks, and this executable was published without them", refusal, StringComparison.Ordinal);
        Assert.Contains("leave PublishTrimmed and PublishAot out of its project", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_whose_hook_was_trimmed_away_is_refused()
    {
        await using var service = forms.Copy("without-its-hook");
        service.Replace("Estop.WorkerHost.dll", "StartupHook\0", "StartupHoof\0");

        var refusal = await RefusalOf(service);

        Assert.Contains("published without it; leave PublishTrimmed out of its project", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_was_not_taken_over_does_not_become_a_second_service()
    {
        await using var service = forms.Copy("not-taken-over");
        service.Environment["ESTOP_ROLE"] = "child";

        var refusal = await RefusalOf(service);

        Assert.Contains("This process was started as 'child' of a service, and its startup hook was not called", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service.dll")]
    [InlineData("Estop.Workers.dll")]
    [InlineData("Estop.Processes.dll")]
    public async Task A_service_whose_files_were_replaced_starts_no_child_any_more_and_says_that_it_needs_a_restart(string replaced)
    {
        await using var service = forms.Copy($"replaced-{replaced}", "--Processes:Spares=0");
        await service.InitializeAsync();
        var before = await StartAsync(service, "counting", "ownProcess");
        await service.Api.HasReportedAsync(before);
        Assert.Equal(HttpStatusCode.OK, (await service.Api.SendAsync(HttpMethod.Get, "/health/ready")).Status);

        service.Rebuild(replaced);
        var after = await StartAsync(service, "counting", "ownProcess");

        var failed = await service.Api.IsAsync(after, worker => worker.WorkerStatus == "failed");
        Assert.Contains(
            "The files of the service have been replaced since it was started",
            failed.Json.GetProperty("run").GetProperty("error").GetString(),
            StringComparison.Ordinal);
        var ready = await service.Api.SendAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal("needsRestart", ready.Json.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await service.Api.SendAsync(HttpMethod.Get, "/health/live")).Status);
        await service.Output.LineAsync(NoChildAnyMore);

        // What runs goes on, and is stopped as ever.
        var reports = (await service.Api.GetAsync(before)).Reports;
        await service.Api.HasReportedAsync(before, reports);
        Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync(before)).Status);
    }

    [Fact]
    public async Task Spares_are_not_made_of_files_that_were_replaced()
    {
        await using var service = forms.Copy("replaced-with-spares", "--Processes:Spares=1");
        await service.InitializeAsync();
        service.Rebuild("Service.dll");

        // Whether in a spare that was made before: the next one shows it.
        await StartAsync(service, "counting", "ownProcess");

        await service.Output.LineAsync(NoChildAnyMore);
        var ready = await service.Api.SendAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal("needsRestart", ready.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_executable_that_has_gone_fails_one_start_and_says_so_and_the_next_one_works()
    {
        await using var service = forms.Copy("gone", "--Processes:Spares=0");
        await service.InitializeAsync();
        var executable = PublishedService.ExecutableOf(service.ProcessId)!;
        File.Move(executable, executable + ".gone");

        var failed = await service.Api.IsAsync(
            await StartAsync(service, "counting", "ownProcess"), worker => worker.WorkerStatus == "failed");

        Assert.Contains(
            $"'{executable}' could not be started: No such file or directory",
            failed.Json.GetProperty("run").GetProperty("error").GetString(),
            StringComparison.Ordinal);
        File.Move(executable + ".gone", executable);
        var next = await StartAsync(service, "counting", "ownProcess");
        await service.Api.HasReportedAsync(next);
    }

    [Fact]
    public async Task A_run_executes_under_the_user_id_of_its_kind_and_dies_with_its_guardian()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may start processes of other users.");
        await using var service = forms.Service("dependent", $"--RunAs={Nobody}");
        await service.InitializeAsync();
        var stopped = await StartAsync(service, "as-somebody-else", "ownProcess");
        var killed = await StartAsync(service, "as-somebody-else", "ownProcess");
        var process = await SomebodyElseAsync(service, stopped);

        var answer = await service.Api.DeleteAsync(stopped);

        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        Assert.Equal("stopped", answer.Json.GetProperty("outcome").GetString());
        HasGone(process);

        // The change of the user has taken from it what ties it to its guardian: it must have been tied again.
        process = await SomebodyElseAsync(service, killed);
        Process.GetProcessById(int.Parse(StatusOf(process, "PPid"), CultureInfo.InvariantCulture)).Kill();
        HasGone(process);
    }

    [Fact]
    public async Task A_run_whose_user_may_not_read_the_service_fails_and_says_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may start processes of other users.");
        await using var service = forms.Copy("unreadable", $"--RunAs={Nobody}");
        await service.InitializeAsync();
        var executable = PublishedService.ExecutableOf(service.ProcessId)!;
        File.SetUnixFileMode(Path.GetDirectoryName(executable)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var failed = await service.Api.IsAsync(
            await StartAsync(service, "as-somebody-else", "ownProcess"), worker => worker.WorkerStatus == "failed");

        var error = failed.Json.GetProperty("run").GetProperty("error").GetString();
        Assert.Contains($"User {Nobody} may not read '{executable}', which its runs need: Permission denied", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_the_right_to_other_users_is_refused_with_the_remedy()
    {
        await using var service = Environment.IsPrivilegedProcess
            ? forms.ServiceOf("setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", forms.Executable, "--RunAs=1")
            : forms.Service("dependent", "--RunAs=1");

        var refusal = await RefusalOf(service);

        Assert.Contains("The user id of kind 'as-somebody-else': The service may not start processes of user 1", refusal, StringComparison.Ordinal);
        Assert.Contains("CAP_SETUID, CAP_SETGID and CAP_KILL", refusal, StringComparison.Ordinal);
    }

    /// <summary>The process of a worker, which must be that other user's, with no way back.</summary>
    private static async Task<int> SomebodyElseAsync(PublishedService service, string id)
    {
        var worker = await service.Api.IsAsync(id, worker => worker.Reports > 0 || worker.WorkerStatus == "failed");
        Assert.True(worker.WorkerStatus == "running", $"{worker}");
        var run = worker.Json.GetProperty("run");
        var process = run.GetProperty("processId").GetInt32();
        Assert.Equal($"{Nobody}\t{Nobody}\t{Nobody}\t{Nobody}", StatusOf(process, "Uid"));
        Assert.Equal($"{Nobody}\t{Nobody}\t{Nobody}\t{Nobody}", StatusOf(process, "Gid"));
        Assert.Equal("", StatusOf(process, "Groups"));
        Assert.Equal("1", StatusOf(process, "NoNewPrivs"));
        Assert.EndsWith("in /tmp", run.GetProperty("progress").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("500", File.ReadAllText($"/proc/{process}/oom_score_adj").Trim());
        return process;
    }

    private static string StatusOf(int process, string name) => File.ReadLines($"/proc/{process}/status")
        .Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..]
        .Trim();

    private static async Task<string> StartAsync(PublishedService service, string kind, string containment)
    {
        var answer = await service.Api.PostAsync(JsonSerializer.Serialize(new { kind, containment }));
        Assert.True(answer.Status == HttpStatusCode.Created, $"{answer}");
        return answer.Json.GetProperty("id").GetString()!;
    }

    /// <summary>What a service prints that ends at its start.</summary>
    private static async Task<string> RefusalOf(PublishedService service) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(() => service.InitializeAsync().AsTask())).Message;

    private static void HasGone(int process) => Until(() => !Directory.Exists($"/proc/{process}"), $"process {process} has gone");

    private static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)), $"Waited in vain until {what}.");

    [GeneratedRegex("no child process is started any more; restart it")]
    private static partial Regex NoChildAnyMore { get; }
}
