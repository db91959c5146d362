//! The shipped catalogue, for tests of what needs no other database.

use catalogue::{Catalogue, Snapshot};
use std::sync::{Arc, LazyLock};

pub(crate) static CATALOGUE: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (app, ..) = testkit::app().await;
            let mut tx = app.db.write(&kernel::Actor::System("test")).await.unwrap();
            catalogue::seed(&mut tx, app.clock.now()).await.unwrap();
            tx.commit().await.unwrap();
            Catalogue::load(&app.db).await.unwrap().now()
        })
    })
    .join()
    .unwrap()
});
