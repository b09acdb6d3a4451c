namespace Estop.Architecture.Tests.House;

/// <summary>Who may reference whom. References run downwards only.</summary>
internal static class HouseRules
{
    public static IReadOnlyList<HouseRule> All { get; } =
    [
        new("Estop"),
        new("Estop.Weaving")
        {
            Packages = ["Mono.Cecil"],
            PackageAssemblies = ["Mono.Cecil.Rocks", "Mono.Cecil.Pdb", "Mono.Cecil.Mdb"],
        },
        new("Estop.Weaving.MSBuild")
        {
            Projects = ["Estop.Weaving"],
            PackagedProjects = ["Estop"],
            Packages = ["Microsoft.Build.Utilities.Core"],
            PackageAssemblies = ["Microsoft.Build.Framework"],
        },
        new("Estop.Workers")
        {
            Projects = ["Estop"],
            Packages = ["Microsoft.Extensions.Hosting.Abstractions"],
            PackageAssemblies = ["Microsoft.Extensions.*"],
        },
        new("Estop.Processes"),
        new("Estop.WorkerHost")
        {
            Projects = ["Estop", "Estop.Workers", "Estop.Processes"],
            Packages =
            [
                "Microsoft.Extensions.Configuration",
                "Microsoft.Extensions.Configuration.Binder",
                "Microsoft.Extensions.Logging",
            ],
            PackageAssemblies = ["Microsoft.Extensions.*"],
        },
        new("Estop.Testing")
        {
            Projects = ["Estop", "Estop.Workers"],
            PackageAssemblies = ["Microsoft.Extensions.*"],
        },
        new("Estop.AspNetCore")
        {
            Projects = ["Estop", "Estop.Workers"],
            Packages = ["Microsoft.AspNetCore.OpenApi"],
            PackageAssemblies = ["Microsoft.OpenApi"],
            AspNetCore = true,
        },
    ];

    public static HouseRule? For(string project) => All.SingleOrDefault(rule => rule.Project == project);
}
