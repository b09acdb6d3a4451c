using Estop.Runtime;

namespace Estop.Tests.Tokens;

/// <summary>Which objects are given a token where a derived type may have overridden the method without one.</summary>
public class OverloadTests
{
    [Theory]
    [InlineData(typeof(Both), true)]
    [InlineData(typeof(Neither), true)]
    [InlineData(typeof(OnlyPlain), false)]
    [InlineData(typeof(OnlyWithToken), true)]
    [InlineData(typeof(PlainFurtherDown), false)]
    [InlineData(typeof(BothFurtherDown), true)]
    [InlineData(typeof(Hidden), true)]
    public void A_token_is_given_unless_only_the_method_without_one_is_overridden(Type type, bool given) =>
        Assert.Equal(given, Agree(typeof(Pair), Activator.CreateInstance(type)));

    [Theory]
    [InlineData(typeof(Implementation), true)]
    [InlineData(typeof(ByDefault), false)]
    [InlineData(typeof(Explicit), true)]
    [InlineData(typeof(PlainOverriddenInDerived), false)]
    public void The_same_holds_for_interfaces(Type type, bool given) =>
        Assert.Equal(given, Agree(typeof(IPair), Activator.CreateInstance(type)));

    [Fact]
    public void Nothing_is_given_no_token() => Assert.False(Agree(typeof(Pair), null));

    [Fact]
    public void A_generic_contract_is_looked_at_as_it_is_called() =>
        Assert.True(Agree(typeof(IPair<string>), new Generic<string>()));

    private static bool Agree(Type declaring, object? instance) => Overloads.Agree(
        instance,
        declaring.GetMethod("Call", [])!.MethodHandle,
        declaring.GetMethod("Call", [typeof(CancellationToken)])!.MethodHandle,
        declaring.TypeHandle);

    public interface IPair
    {
        Task Call();

        Task Call(CancellationToken token) => Call();
    }

    public interface IPair<T>
    {
        Task<T> Call();

        Task<T> Call(CancellationToken token);
    }

    public class Pair
    {
        public virtual Task Call() => Task.CompletedTask;

        public virtual Task Call(CancellationToken token) => Task.CompletedTask;
    }

    public class Both : Pair
    {
        public override Task Call() => Task.CompletedTask;

        public override Task Call(CancellationToken token) => Task.CompletedTask;
    }

    public class Neither : Pair;

    public class OnlyPlain : Pair
    {
        public override Task Call() => Task.CompletedTask;
    }

    public class OnlyWithToken : Pair
    {
        public override Task Call(CancellationToken token) => Task.CompletedTask;
    }

    public class PlainFurtherDown : Both
    {
        public override Task Call() => Task.CompletedTask;
    }

    public class BothFurtherDown : OnlyPlain
    {
        public override Task Call() => Task.CompletedTask;

        public override Task Call(CancellationToken token) => Task.CompletedTask;
    }

    public class Hidden : Pair
    {
        public new virtual Task Call() => Task.CompletedTask;
    }

    public class Implementation : IPair
    {
        public virtual Task Call() => Task.CompletedTask;

        public virtual Task Call(CancellationToken token) => Task.CompletedTask;
    }

    public class ByDefault : IPair
    {
        public Task Call() => Task.CompletedTask;
    }

    public class Explicit : IPair
    {
        Task IPair.Call() => Task.CompletedTask;

        Task IPair.Call(CancellationToken token) => Task.CompletedTask;
    }

    public class PlainOverriddenInDerived : Implementation
    {
        public override Task Call() => Task.CompletedTask;
    }

    public class Generic<T> : IPair<T>
    {
        public Task<T> Call() => Task.FromResult<T>(default!);

        public Task<T> Call(CancellationToken token) => Task.FromResult<T>(default!);
    }
}
