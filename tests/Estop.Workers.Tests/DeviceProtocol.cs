namespace Estop.Workers.Tests;

internal enum DeviceProtocol
{
    Plain = 0,
    Secured = 1,
}
