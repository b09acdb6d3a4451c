namespace Estop.Testing.Tests.Zoo;

/// <summary>The rungs that end a hostile worker in a child process: only tried where it is abandoned inside the service's.</summary>
internal sealed record ChildEnding(string Woven, string Unwoven)
{
    /// <summary>It ends inside the process of the service, and needs no child.</summary>
    public const string NotNeeded = "–";

    /// <summary>It is to be tried by the test of the children.</summary>
    public const string Unknown = "?";

    public static readonly ChildEnding None = new(NotNeeded, NotNeeded);

    /// <summary>What is still true of it when it ends so inside the process of the service.</summary>
    public ChildEnding Beside(Ending woven, Ending unwoven) => new(Beside(Woven, woven), Beside(Unwoven, unwoven));

    private static string Beside(string said, Ending inProcess) =>
        inProcess.How != Ending.Abandoned ? NotNeeded : said == NotNeeded ? Unknown : said;
}
