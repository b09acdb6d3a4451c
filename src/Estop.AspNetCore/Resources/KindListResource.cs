namespace Estop.AspNetCore;

/// <summary>The registered kinds.</summary>
internal sealed record KindListResource(IReadOnlyList<KindResource> Kinds);
