using Estop.Tests.Unwoven;

namespace Estop.WorkerHost.Tests;

/// <summary>Calls a library that is not woven, and does not come back.</summary>
internal static class LibraryWork
{
    public static void Run(LibraryInput input, WorkerContext context)
    {
        void InPlace() => context.Report("in the library");
        switch (input.How)
        {
            case "spin":
                UnwovenLibrary.SpinForEver(input.Path!, InPlace);
                break;
            case "thread":
                var thread = new Thread(() => UnwovenLibrary.SpinForEver(input.Path!, InPlace));
                thread.Start();
                thread.Join();
                break;
            case "task":
                Task.Run(() => UnwovenLibrary.SpinForEver(input.Path!, InPlace)).Wait();
                break;
            case "retry":
                Retry(InPlace);
                break;
            case "swallow":
                Swallow(input.Path!, InPlace);
                break;
            case "dying":
                UnwovenLibrary.SpinAndDieAtTheEnd(InPlace);
                break;
            case "finally":
                UnwovenLibrary.SpinInFinally(InPlace);
                break;
            case "native":
                HardWork.LoopInNativeCode(new NoInput(), context);
                break;
        }
    }

    /// <summary>Woven code that swallows what the abort throws, in a loop.</summary>
    private static void Swallow(string path, Action inPlace)
    {
        while (true)
        {
            try
            {
                UnwovenLibrary.SpinForEver(path, inPlace);
            }
            catch (Exception)
            {
            }
        }
    }

    /// <summary>A loop that is not woven, which goes in and out of code that is.</summary>
    private static void Retry(Action inPlace)
    {
        var giveUp = false;
        var failures = 0;
        UnwovenLibrary.Retry(
            () =>
            {
                inPlace();
                throw new InvalidOperationException("Not yet.");
            },
            ref giveUp,
            ref failures);
    }
}
