using Autofac;

namespace Estop.Corpus.Works;

/// <summary>Builds a container and has it make objects.</summary>
[Work("Autofac")]
internal static class ContainerWork
{
    public static string Run()
    {
        var builder = new ContainerBuilder();
        builder.RegisterType<Store>().As<IStore>().InstancePerLifetimeScope();
        builder.RegisterType<Service>();
        builder.Register(context => new Lazy<string>(() => context.ComponentRegistry.Registrations.Count().ToString(System.Globalization.CultureInfo.InvariantCulture))).SingleInstance();
        using var container = builder.Build();
        return string.Join(' ', Enumerable.Range(0, 30).Select(number =>
        {
            using var scope = container.BeginLifetimeScope();
            return scope.Resolve<Service>(new NamedParameter("number", number)).Describe();
        }));
    }

    internal interface IStore
    {
        string Read(int number);
    }

    internal sealed class Store : IStore
    {
        public string Read(int number) => Text.Words[number % Text.Words.Count];
    }

    internal sealed class Service(IStore store, int number)
    {
        public string Describe() => store.Read(number);
    }
}
