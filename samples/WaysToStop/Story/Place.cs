namespace Sample;

/// <summary>Where the worker is when it is to be stopped.</summary>
internal enum Place
{
    Computing,
    Sleeping,
    Reading,
}
