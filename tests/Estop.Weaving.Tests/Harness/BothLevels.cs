using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;
using Xunit.v3;

namespace Estop.Weaving.Tests.Harness;

/// <summary>Runs a test with the code that the compiler makes for debugging, and with the optimised one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothLevelsAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<OptimizationLevel>(OptimizationLevel.Debug), new TheoryDataRow<OptimizationLevel>(OptimizationLevel.Release)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
